package io.github.ecrpush.ecr.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Tags of AWS on a repository, which are not tags of images: who pays for it, who owns it.
public record RepositoryTags(Map<String, String> values) {

  public static final RepositoryTags NONE = new RepositoryTags(Map.of());

  private static final int MOST = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  public RepositoryTags {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    if (values.size() > MOST) {
      throw new IllegalArgumentException(
          "a repository has up to %d tags, but these are %d".formatted(MOST, values.size()));
    }
    values.forEach(RepositoryTags::check);
  }

  private static void check(String key, String value) {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "a tag's key has 1 to %d characters, but `%s` has %d"
              .formatted(LONGEST_KEY, key, key.length()));
    }
    if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
      throw new IllegalArgumentException(
          "keys that begin with `aws:` are AWS's own, but this is `" + key + "`");
    }
    if (value.length() > LONGEST_VALUE) {
      throw new IllegalArgumentException(
          "a tag's value has up to %d characters, but that of `%s` has %d"
              .formatted(LONGEST_VALUE, key, value.length()));
    }
    if (!isTaken(key) || !isTaken(value)) {
      throw new IllegalArgumentException(
          "a tag is made of letters, digits, blanks and `+-=._:/@`, but this is `%s=%s`"
              .formatted(key, value));
    }
  }

  private static boolean isTaken(String text) {
    return text.codePoints()
        .allMatch(c -> Character.isLetterOrDigit(c) || c == ' ' || "+-=._:/@".indexOf(c) >= 0);
  }

  /// Those of them that a repository does not have, or has with another value.
  public RepositoryTags missingFrom(Map<String, String> found) {
    var missing = new LinkedHashMap<>(values);
    missing.entrySet().removeAll(found.entrySet());
    return new RepositoryTags(missing);
  }

  /// What a repository has under the keys of these tags, for people.
  public String besides(Map<String, String> found) {
    return values.keySet().stream()
        .map(key -> key + (found.containsKey(key) ? "=" + found.get(key) : " is missing"))
        .collect(Collectors.joining(", "));
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(tag -> tag.getKey() + "=" + tag.getValue())
        .collect(Collectors.joining(", "));
  }
}
