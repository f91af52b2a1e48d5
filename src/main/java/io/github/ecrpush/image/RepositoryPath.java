package io.github.ecrpush.image;

import java.util.Locale;
import java.util.regex.Pattern;

/// What a repository is called inside its registry: `city-guided-api`, `team/app`.
public record RepositoryPath(String value) {

  static final int SHORTEST = 2;
  static final int LONGEST = 256;
  private static final Pattern SHAPE =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");

  public RepositoryPath {
    if (value.length() < SHORTEST || value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a repository name has %d to %d characters, but `%s` has %d"
              .formatted(SHORTEST, LONGEST, value, value.length()));
    }
    if (!SHAPE.matcher(value).matches()) {
      var lower = value.toLowerCase(Locale.ROOT);
      throw new IllegalArgumentException(
          SHAPE.matcher(lower).matches()
              ? "a repository name is lower case: did you mean `" + lower + "`?"
              : "a repository name is made of lower-case letters, digits and single `.`, `_`, `-`"
                  + " or `/` between them, but this is `"
                  + value
                  + "`");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
