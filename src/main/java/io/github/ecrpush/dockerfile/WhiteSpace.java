package io.github.ecrpush.dockerfile;

/// White space as BuildKit sees it. It is Go's, and has other characters than Java's: a space that
/// does not break counts, and the separators of files and records do not.
final class WhiteSpace {

  private WhiteSpace() {}

  static boolean is(char c) {
    return switch (c) {
      case '\t', '\n', '\u000b', '\f', '\r', ' ', '\u0085', '\u00a0' -> true;
      case '\u1680', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000' -> true;
      default -> c >= '\u2000' && c <= '\u200a';
    };
  }

  /// The text without white space at its begin and its end.
  static String stripped(String text) {
    var rest = strippedAtBegin(text);
    int end = rest.length();
    while (end > 0 && is(rest.charAt(end - 1))) {
      end--;
    }
    return rest.substring(0, end);
  }

  static String strippedAtBegin(String text) {
    int begin = 0;
    while (begin < text.length() && is(text.charAt(begin))) {
      begin++;
    }
    return text.substring(begin);
  }
}
