package io.github.ecrpush.ecr.settings;

import io.github.ecrpush.ecr.settings.LifecycleRule.Action;
import io.github.ecrpush.ecr.settings.LifecycleRule.Count;
import io.github.ecrpush.ecr.settings.LifecycleRule.Limit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A lifecycle policy in one line: `keep=30 prefix=v; untagged=14d; keep=10`. Its rules count in
/// the order in which they stand.
public final class LifecyclePreset {

  private static final Set<String> FIRST = Set.of("keep", "untagged", "expire");
  private static final int MOST = 1_000_000;

  private LifecyclePreset() {}

  /// Whether a text begins as a preset does, and is not the name of a file.
  public static boolean isMeant(String text) {
    int equals = text.indexOf('=');
    return equals > 0 && FIRST.contains(text.substring(0, equals).strip());
  }

  /// Reads a preset.
  ///
  /// @throws IllegalArgumentException if it is none
  public static LifecyclePolicy parse(String text) {
    var rules = new ArrayList<LifecycleRule>();
    for (var part : text.split("[;\n]", -1)) {
      if (!part.isBlank()) {
        rules.add(rule(rules.size() + 1, part.strip()));
      }
    }
    return new LifecyclePolicy(rules);
  }

  private static LifecycleRule rule(int priority, String part) {
    var words = words(part);
    var first = words.keySet().stream().findFirst().orElse("");
    var value = words.getOrDefault(first, "");
    var tagged = tagged(words, part);
    var rule =
        switch (first) {
          case "keep" ->
              tagged.isEmpty()
                  ? rule(priority, new ImageSelection.Any(), Count.IMAGES, number(value, part))
                  : rule(priority, tagged.getFirst(), Count.IMAGES, number(value, part));
          case "untagged" -> {
            if (!tagged.isEmpty()) {
              throw broken(part, "an image without a tag has no prefix");
            }
            yield rule(
                priority, new ImageSelection.Untagged(), Count.DAYS_SINCE_PUSH, days(value, part));
          }
          case "expire" -> {
            if (tagged.isEmpty()) {
              throw broken(
                  part, "`expire` says which tags it is about, as in `expire=14d prefix=pr-`");
            }
            yield rule(priority, tagged.getFirst(), Count.DAYS_SINCE_PUSH, days(value, part));
          }
          default -> throw broken(part, "a rule begins with `keep=`, `untagged=` or `expire=`");
        };
    return rule;
  }

  private static LifecycleRule rule(
      int priority, ImageSelection selection, Count count, int number) {
    var limit = new Limit(count, number);
    var nameless = new LifecycleRule(priority, "", selection, false, limit, Action.EXPIRE);
    return new LifecycleRule(priority, nameless.toString(), selection, false, limit, Action.EXPIRE);
  }

  private static Map<String, String> words(String part) {
    var words = new LinkedHashMap<String, String>();
    for (var word : part.split("\\s+", -1)) {
      int equals = word.indexOf('=');
      if (equals <= 0 || words.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
        throw broken(part, "a rule is made of `name=value`, each name once");
      }
    }
    return words;
  }

  /// The tags that a rule is about: none or one selection.
  private static List<ImageSelection> tagged(Map<String, String> words, String part) {
    var selections = new ArrayList<ImageSelection>();
    words.entrySet().stream()
        .skip(1)
        .forEach(word -> {
          boolean pattern = word.getKey().equals("pattern");
          if ((!pattern && !word.getKey().equals("prefix")) || word.getValue().isEmpty()) {
            throw broken(part, "behind the first word stands `prefix=…` or `pattern=…`");
          }
          selections.add(new ImageSelection.Tagged(pattern, List.of(word.getValue())));
        });
    if (selections.size() > 1) {
      throw broken(part, "a rule has either a `prefix` or a `pattern`");
    }
    return selections;
  }

  private static int days(String value, String part) {
    if (!value.endsWith("d")) {
      throw broken(part, "an age is a number of days, such as `14d`");
    }
    return number(value.substring(0, value.length() - 1), part);
  }

  private static int number(String value, String part) {
    if (!value.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
      throw broken(part, "it has a whole number from 1");
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= MOST) {
        return number;
      }
    } catch (NumberFormatException _) { // told below, as a number out of range is
    }
    throw broken(part, "it has a whole number from 1 to " + MOST);
  }

  private static IllegalArgumentException broken(String part, String rule) {
    return new IllegalArgumentException("in `" + part + "`: " + rule);
  }
}
