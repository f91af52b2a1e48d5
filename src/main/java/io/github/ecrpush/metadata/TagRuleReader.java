package io.github.ecrpush.metadata;

import io.github.ecrpush.metadata.TagRule.Event;
import io.github.ecrpush.metadata.TagRule.Kind;
import io.github.ecrpush.metadata.TagRule.Scheme;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads one rule. What is wrong in it is told, and reading goes on.
final class TagRuleReader {

  private static final int MOST_GROUPS = 99;

  private final String written;
  private final Mistakes mistakes;
  private final Mistakes.Place where;
  private final List<String> notices;
  private final Map<Attribute, String> attributes = new EnumMap<>(Attribute.class);

  /// @param fields of the rule
  /// @param notices is told what means nothing
  TagRuleReader(List<String> fields, Mistakes mistakes, List<String> notices) {
    this.written = String.join(",", fields);
    this.mistakes = mistakes;
    this.where = new Mistakes.Place("tags", written);
    this.notices = notices;
    fields.forEach(this::field);
  }

  private void field(String field) {
    if (!RuleFields.isAttribute(field)) {
      attributes.put(Attribute.VALUE, field);
      return;
    }
    int equals = field.indexOf('=');
    var key = field.substring(0, equals).strip().toLowerCase(Locale.ROOT);
    var attribute = Attribute.named(key);
    if (attribute.isEmpty()) {
      var known = Arrays.stream(Attribute.values()).map(Attribute::key).toList();
      mistakes.add(
          where, "There is no attribute `%s`. %s".formatted(key, Mistakes.meant(key, known)));
      return;
    }
    var value = field.substring(equals + 1).strip();
    if (value.startsWith("\"")) {
      mistakes.add(
          where,
          "Quotes stand around the whole field: `\"%s=…\"`.".formatted(attribute.get().key()));
    }
    attributes.put(attribute.get(), value);
  }

  Optional<TagRule> read() {
    var word = attributes.getOrDefault(Attribute.TYPE, RuleType.RAW.key());
    var type = RuleType.named(word);
    if (type.isEmpty()) {
      mistakes.add(
          where,
          "There is no type `%s`. %s"
              .formatted(Mistakes.shown(word), Mistakes.meant(word, RuleType.keys())));
      return Optional.empty();
    }
    tellOfUseless(type.get());
    var kind = kind(type.get());
    var priority = priority(type.get());
    var enable = enable();
    return kind.map(what ->
        new TagRule(
            written,
            priority,
            enable,
            template(Attribute.PREFIX).or(() -> standardPrefix(what)),
            template(Attribute.SUFFIX),
            what));
  }

  private void tellOfUseless(RuleType type) {
    attributes.keySet().stream()
        .filter(attribute -> !type.knows(attribute))
        .forEach(attribute ->
            notices.add(
                "`%s` in the rule `%s` means nothing: `type=%s` does not look at it."
                    .formatted(attribute.key(), Mistakes.shown(written), type.key())));
  }

  private Optional<Kind> kind(RuleType type) {
    return switch (type) {
      case SCHEDULE ->
          Optional.of(
              new Kind.Schedule(
                  template(Attribute.PATTERN).orElseGet(() -> Template.literal("nightly"))));
      case SEMVER -> versioned(Scheme.SEMVER);
      case PEP440 -> versioned(Scheme.PEP440);
      case MATCH -> match();
      case EDGE -> Optional.of(new Kind.Edge(given(Attribute.BRANCH)));
      case REF -> ref();
      case RAW -> raw();
      case SHA -> sha();
    };
  }

  private Optional<Kind> versioned(Scheme scheme) {
    if (given(Attribute.PATTERN).isEmpty()) {
      return missing(Attribute.PATTERN, "pattern={{version}}");
    }
    var pattern = template(Attribute.PATTERN, Word.OF_A_VERSION);
    var match = given(Attribute.MATCH).flatMap(text -> ScriptPattern.parse(text, mistakes, where));
    return pattern.map(text -> new Kind.Versioned(scheme, text, value(), match));
  }

  private Optional<Kind> match() {
    if (given(Attribute.PATTERN).isEmpty()) {
      return missing(Attribute.PATTERN, "pattern=v(.*)");
    }
    var pattern =
        given(Attribute.PATTERN).flatMap(text -> ScriptPattern.parse(text, mistakes, where));
    var group = group();
    var value = value();
    return pattern.map(found -> new Kind.Match(found, group, value));
  }

  private int group() {
    var text = given(Attribute.GROUP).orElse("0");
    var number = wholeNumber(text).filter(group -> group >= 0 && group <= MOST_GROUPS);
    if (number.isEmpty()) {
      mistakes.add(
          where,
          "`group` is the number of a group, from 0, and not `%s`."
              .formatted(Mistakes.shown(text)));
    }
    return number.orElse(0);
  }

  private Optional<Kind> ref() {
    var words = List.of("branch", "tag", "pr");
    var event = given(Attribute.EVENT);
    if (event.isEmpty()) {
      return missing(Attribute.EVENT, "event=branch");
    }
    if (!words.contains(event.get())) {
      mistakes.add(
          where,
          "There is no event `%s`. %s"
              .formatted(Mistakes.shown(event.get()), Mistakes.meant(event.get(), words)));
      return Optional.empty();
    }
    return Optional.of(new Kind.Ref(Event.valueOf(event.get().toUpperCase(Locale.ROOT))));
  }

  private Optional<Kind> raw() {
    var value = attributes.get(Attribute.VALUE);
    if (value == null) {
      return missing(Attribute.VALUE, "value=stable");
    }
    if (!attributes.containsKey(Attribute.TYPE) && isReference(value)) {
      mistakes.add(
          where, "This is the name of an image. Name its tag only: `%s`.".formatted(tagOf(value)));
      return Optional.empty();
    }
    return template(Attribute.VALUE).map(Kind.Raw::new);
  }

  /// Whether it is what other actions take as a tag, `REGISTRY/REPOSITORY:TAG`.
  private static boolean isReference(String value) {
    int colon = value.lastIndexOf(':');
    int slash = value.indexOf('/');
    return !value.contains("{{") && slash > 0 && colon > slash && colon < value.length() - 1;
  }

  private static String tagOf(String reference) {
    return Mistakes.shown(reference.substring(reference.lastIndexOf(':') + 1));
  }

  private Optional<Kind> sha() {
    var words = List.of("short", "long");
    var format = given(Attribute.FORMAT).orElse("short");
    if (!words.contains(format)) {
      mistakes.add(
          where,
          "There is no format `%s`. %s"
              .formatted(Mistakes.shown(format), Mistakes.meant(format, words)));
      return Optional.empty();
    }
    return Optional.of(new Kind.Sha(format.equals("long")));
  }

  private static Optional<Template> standardPrefix(Kind kind) {
    return switch (kind) {
      case Kind.Sha _ -> Optional.of(Template.literal("sha-"));
      case Kind.Ref(Event event) when event == Event.PR -> Optional.of(Template.literal("pr-"));
      default -> Optional.empty();
    };
  }

  private int priority(RuleType type) {
    var written = given(Attribute.PRIORITY);
    var number = written.flatMap(TagRuleReader::wholeNumber);
    if (written.isPresent() && number.isEmpty()) {
      mistakes.add(
          where,
          "`priority` is a whole number, and not `%s`.".formatted(Mistakes.shown(written.get())));
    }
    return number.orElse(type.priority());
  }

  private Template enable() {
    var written = attributes.get(Attribute.ENABLE);
    var enable = template(Attribute.ENABLE).orElseGet(() -> Template.literal("true"));
    if (written != null && enable.isLiteral() && !written.contains("{{") && !isTruth(written)) {
      mistakes.add(where, notTruth(written));
    }
    return enable;
  }

  static boolean isTruth(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  static String notTruth(String text) {
    return "`enable` is `true` or `false`, and not `%s`.".formatted(Mistakes.shown(text));
  }

  private Optional<Template> value() {
    return given(Attribute.VALUE)
        .map(text -> Template.parse(text, Word.OF_THE_SOURCE, mistakes, where));
  }

  private Optional<Template> template(Attribute attribute) {
    return template(attribute, Word.OF_THE_SOURCE);
  }

  private Optional<Template> template(Attribute attribute, Set<Word> known) {
    return Optional.ofNullable(attributes.get(attribute))
        .map(text -> Template.parse(text, known, mistakes, where));
  }

  private Optional<String> given(Attribute attribute) {
    return Optional.ofNullable(attributes.get(attribute)).filter(text -> !text.isEmpty());
  }

  private Optional<Kind> missing(Attribute attribute, String example) {
    mistakes.add(where, "It needs `%s`, for example `%s`.".formatted(attribute.key(), example));
    return Optional.empty();
  }

  private static Optional<Integer> wholeNumber(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
