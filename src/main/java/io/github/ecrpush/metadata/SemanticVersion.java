package io.github.ecrpush.metadata;

import java.util.Optional;

/// Reads versions of Semantic Versioning 2.0, also with a `v` before them.
final class SemanticVersion {

  private static final int LONGEST = 256;
  private static final long GREATEST = (1L << 53) - 1;

  private SemanticVersion() {}

  static Optional<Version> parse(String written) {
    var text = written.strip();
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    var bare = text.startsWith("v") ? text.substring(1) : text;
    int plus = bare.indexOf('+');
    var version = plus < 0 ? bare : bare.substring(0, plus);
    int dash = version.indexOf('-');
    var numbers = (dash < 0 ? version : version.substring(0, dash)).split("\\.", -1);
    boolean right =
        numbers.length == 3
            && isNumber(numbers[0])
            && isNumber(numbers[1])
            && isNumber(numbers[2])
            && (dash < 0 || areIdentifiers(version.substring(dash + 1), true))
            && (plus < 0 || areIdentifiers(bare.substring(plus + 1), false));
    return right
        ? Optional.of(new Version(written, version, numbers[0], numbers[1], numbers[2], dash < 0))
        : Optional.empty();
  }

  /// @param strict whether a number among them may not begin with a zero
  private static boolean areIdentifiers(String text, boolean strict) {
    for (var part : text.split("\\.", -1)) {
      boolean letters = part.chars().allMatch(SemanticVersion::isIdentifierLetter);
      boolean digits = part.chars().allMatch(SemanticVersion::isDigit);
      if (part.isEmpty() || !letters || (strict && digits && isPadded(part))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= 16
        && text.chars().allMatch(SemanticVersion::isDigit)
        && !isPadded(text)
        && Long.parseLong(text) <= GREATEST;
  }

  private static boolean isPadded(String digits) {
    return digits.length() > 1 && digits.charAt(0) == '0';
  }

  private static boolean isIdentifierLetter(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
