package io.github.ecrpush.metadata;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// What holds for all tags.
///
/// @param latest whether the tag `latest` is added
/// @param prefix of every tag whose rule has none of its own
/// @param suffix of every tag whose rule has none of its own
record Flavor(Latest latest, Affix prefix, Affix suffix) {

  private static final List<String> WORDS = List.of("latest", "prefix", "suffix", "onlatest");
  private static final List<String> LATEST = List.of("auto", "true", "false");

  /// What every tag gets.
  ///
  /// @param onLatest whether `latest` gets it, too
  record Affix(Template text, boolean onLatest) {}

  /// Whether there is a `latest`.
  enum Latest {
    /// When the rule in front made a tag of a release.
    AUTO,
    ALWAYS,
    NEVER
  }

  private static final Affix NO_AFFIX = new Affix(Template.literal(""), false);

  static final Flavor PLAIN = new Flavor(Latest.NEVER, NO_AFFIX, NO_AFFIX);

  /// @param records the lines of the input, each in its fields
  static Flavor read(List<List<String>> records, Mistakes mistakes) {
    var flavor = PLAIN;
    for (var record : records) {
      var fields = RuleFields.of(List.of(record)).stream().flatMap(List::stream).toList();
      var where = new Mistakes.Place("flavor", String.join(",", fields));
      var before = "";
      for (var field : fields) {
        int equals = field.indexOf('=');
        var name = (equals < 0 ? field : field.substring(0, equals)).strip();
        var key = name.toLowerCase(Locale.ROOT);
        var value = field.substring(equals + 1).strip();
        if (equals < 0 || !WORDS.contains(key)) {
          mistakes.add(
              where,
              "An entry is `name=value`, and `%s` is no such name. %s"
                  .formatted(Mistakes.shown(name), Mistakes.meant(key, WORDS)));
          continue;
        }
        flavor = flavor.with(key, value, before, mistakes, where);
        before = key.equals("onlatest") ? before : key;
      }
    }
    return flavor;
  }

  /// @param before the name of the affix that an `onlatest` is about
  private Flavor with(
      String key, String value, String before, Mistakes mistakes, Mistakes.Place where) {
    return switch (key) {
      case "latest" -> new Flavor(latest(value, mistakes, where), prefix, suffix);
      case "prefix" -> new Flavor(latest, affix(value, mistakes, where), suffix);
      case "suffix" -> new Flavor(latest, prefix, affix(value, mistakes, where));
      default -> onLatest(value, before, mistakes, where);
    };
  }

  private static Latest latest(String value, Mistakes mistakes, Mistakes.Place where) {
    return switch (value) {
      case "auto" -> Latest.AUTO;
      case "true" -> Latest.ALWAYS;
      case "false" -> Latest.NEVER;
      default -> {
        mistakes.add(
            where,
            "`latest` cannot be `%s`. %s"
                .formatted(Mistakes.shown(value), Mistakes.meant(value, LATEST)));
        yield Latest.NEVER;
      }
    };
  }

  private static Affix affix(String value, Mistakes mistakes, Mistakes.Place where) {
    return new Affix(Template.parse(value, Set.copyOf(Word.OF_THE_SOURCE), mistakes, where), false);
  }

  private Flavor onLatest(String value, String before, Mistakes mistakes, Mistakes.Place where) {
    if (!value.equals("true") && !value.equals("false")) {
      mistakes.add(
          where, "`onlatest` is `true` or `false`, and not `%s`.".formatted(Mistakes.shown(value)));
    }
    boolean on = value.equals("true");
    return switch (before) {
      case "prefix" -> new Flavor(latest, new Affix(prefix.text(), on), suffix);
      case "suffix" -> new Flavor(latest, prefix, new Affix(suffix.text(), on));
      default -> {
        mistakes.add(where, "`onlatest` stands behind a `prefix` or a `suffix`, on its line.");
        yield this;
      }
    };
  }

  /// What has to be known before it can be applied.
  Stream<Fact> facts() {
    return Stream.concat(prefix.text().facts(), suffix.text().facts());
  }
}
