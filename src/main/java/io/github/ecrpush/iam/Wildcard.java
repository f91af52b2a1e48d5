package io.github.ecrpush.iam;

/// Text in which `*` stands for any characters and `?` for exactly one. It is kept as code units,
/// where the two have values of their own, so that a `*` which came in by a variable is only a `*`.
public final class Wildcard {

  static final int MANY = -1;
  static final int ONE = -2;

  private Wildcard() {}

  /// Whether the whole of a text fits a pattern.
  public static boolean matches(String pattern, String text) {
    return matches(pattern.chars().map(Wildcard::unit).toArray(), text);
  }

  static int unit(int character) {
    return switch (character) {
      case '*' -> MANY;
      case '?' -> ONE;
      default -> character;
    };
  }

  /// The pattern as text again.
  static String text(int[] pattern) {
    var text = new StringBuilder();
    for (int unit : pattern) {
      text.append(
          switch (unit) {
            case MANY -> '*';
            case ONE -> '?';
            default -> (char) unit;
          });
    }
    return text.toString();
  }

  /// Takes time in proportion to the product of the lengths at worst, whatever the pattern.
  static boolean matches(int[] pattern, String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (in < text.length()) {
      if (at < pattern.length && pattern[at] == MANY) {
        star = at++;
        resume = in;
      } else if (at < pattern.length && (pattern[at] == ONE || pattern[at] == text.charAt(in))) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++resume;
      } else {
        return false;
      }
    }
    while (at < pattern.length && pattern[at] == MANY) {
      at++;
    }
    return at == pattern.length;
  }
}
