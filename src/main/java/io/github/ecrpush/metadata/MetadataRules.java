package io.github.ecrpush.metadata;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.metadata.ImageMetadata.Separators;
import io.github.ecrpush.metadata.TagEvaluation.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How an image is to be called and labelled, whatever its source.
public final class MetadataRules {

  private final List<TagRule> tags;
  private final Flavor flavor;
  private final Map<String, Template> labels;
  private final Map<String, Template> annotations;
  private final Switches switches;
  private final List<String> notices;

  private MetadataRules(
      List<TagRule> tags,
      Flavor flavor,
      Map<String, Template> labels,
      Map<String, Template> annotations,
      Reading reading) {
    this.tags = tags;
    this.flavor = flavor;
    this.labels = labels;
    this.annotations = annotations;
    this.switches = reading.switches();
    this.notices = reading.notices();
  }

  private record Reading(Switches switches, List<String> notices) {}

  /// What the rules are read from.
  ///
  /// @param tags the lines of the input, each in its fields
  /// @param flavor the same of that input
  public record Texts(
      List<List<String>> tags,
      List<List<String>> flavor,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  /// Reads all of them, and tells all that is wrong.
  ///
  /// @param environment has the switches of `docker/metadata-action`
  /// @throws FailureException with everything that is wrong in them
  public static MetadataRules read(Texts texts, Map<String, String> environment) {
    var mistakes = new Mistakes();
    var notices = new ArrayList<String>();
    var rules = new ArrayList<TagRule>();
    for (var fields : RuleFields.of(texts.tags())) {
      new TagRuleReader(fields, mistakes, notices).read().ifPresent(rules::add);
    }
    rules.sort((one, other) -> Integer.compare(other.priority(), one.priority()));
    var flavor = Flavor.read(texts.flavor(), mistakes);
    var labels = templates("labels", texts.labels(), mistakes);
    var annotations = templates("annotations", texts.annotations(), mistakes);
    var reading = new Reading(Switches.read(environment, mistakes), notices);
    mistakes.throwIfAny();
    return new MetadataRules(rules, flavor, labels, annotations, reading);
  }

  private static Map<String, Template> templates(
      String input, Map<String, String> texts, Mistakes mistakes) {
    var templates = new LinkedHashMap<String, Template>();
    texts.forEach((key, text) -> {
      var where = new Mistakes.Place(input, key + "=" + text);
      templates.put(key, Template.parse(text, Word.OF_THE_SOURCE, mistakes, where));
    });
    return templates;
  }

  /// What has to be known before they can be applied.
  public Set<Fact> facts() {
    return Stream.of(
            tags.stream().flatMap(TagRule::facts),
            flavor.facts(),
            labels.values().stream().flatMap(Template::facts),
            annotations.values().stream().flatMap(Template::facts))
        .flatMap(facts -> facts)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// What an image of that source is called.
  ///
  /// @param tagged whether the image must have a tag, if there are rules for any
  /// @throws FailureException if no rule made one, or a rule cannot be applied
  public ImageMetadata apply(Source source, boolean tagged) {
    var mistakes = new Mistakes();
    var said = new ArrayList<>(notices);
    said.addAll(source.notices());
    if (!source.repository().unread().isEmpty()) {
      said.add(
          "The labels lack what GitHub knows of the repository. " + source.repository().unread());
    }
    var expressions = new Expressions(source, switches.shortSha(), said);
    var names = new LinkedHashSet<Tag>();
    var reasons = new LinkedHashMap<String, String>();
    var latest = Optional.<Boolean>empty();
    var evaluation = new TagEvaluation(expressions, flavor, mistakes, said);
    for (var rule : tags) {
      switch (evaluation.apply(rule)) {
        case Result.Nothing(String why) -> reasons.put(rule.written(), why);
        case Result.Unusable(String why) -> {
          reasons.put(rule.written(), why);
          said.add("A rule makes no tag. " + MetadataFailures.noTag(rule.written(), why));
        }
        case Result.Text(String text, boolean isRelease) -> {
          var name = rule.isWrittenOut() ? TagName.ofWritten(text, said) : TagName.of(text, said);
          if (name.isEmpty()) {
            var why =
                "Nothing is left of `%s` that may stand in a tag.".formatted(Mistakes.shown(text));
            reasons.put(rule.written(), why);
            said.add("A rule makes no tag. " + MetadataFailures.noTag(rule.written(), why));
            continue;
          }
          names.add(name.get());
          latest = latest.isPresent() ? latest : Optional.of(isRelease);
        }
      }
    }
    mistakes.throwIfAny();
    if (!annotations.isEmpty() && switches.levels().contains("index")) {
      said.add("Annotations of an index are not written: an image for one platform has none.");
    }
    if (names.isEmpty() && tagged && !tags.isEmpty()) {
      throw new FailureException(MetadataFailures.noTagLeft(reasons, source.notices()));
    }
    if (!names.isEmpty() && isLatest(latest.orElse(false))) {
      TagName.of(latest(expressions), said).ifPresent(names::add);
    }
    var version = names.isEmpty() ? "" : names.getFirst().value();
    var descriptions = new Descriptions(expressions, version);
    return new ImageMetadata(
        version,
        List.copyOf(names),
        descriptions.labels(labels),
        descriptions.annotations(switches.levels(), annotations),
        source.created(),
        Separators.LINES,
        said.stream().distinct().toList());
  }

  private boolean isLatest(boolean release) {
    return switch (flavor.latest()) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> release;
    };
  }

  private String latest(Expressions expressions) {
    return affix(flavor.prefix(), expressions) + "latest" + affix(flavor.suffix(), expressions);
  }

  private static String affix(Flavor.Affix affix, Expressions expressions) {
    return affix.onLatest() ? expressions.render(affix.text()) : "";
  }
}
