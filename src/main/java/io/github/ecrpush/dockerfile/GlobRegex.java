package io.github.ecrpush.dockerfile;

/// Turns a pattern for paths into a regular expression.
final class GlobRegex {

  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;

  private GlobRegex(String glob) {
    this.glob = glob;
  }

  /// @throws IllegalArgumentException if a `[` is never closed, or holds nothing sensible
  static String of(String glob) {
    return new GlobRegex(glob).translate();
  }

  static boolean hasWildcard(String text) {
    return text.chars().anyMatch(c -> "*?[]^".indexOf(c) >= 0);
  }

  static boolean hasSpecial(String text) {
    return text.chars().anyMatch(c -> "*?[\\".indexOf(c) >= 0);
  }

  private String translate() {
    while (at < glob.length()) {
      int c = next();
      switch (c) {
        case '*' -> star();
        case '?' -> regex.append("[^/]");
        case '[' -> oneOf();
        case '\\' -> literal(at < glob.length() ? next() : c);
        default -> literal(c);
      }
    }
    return regex.toString();
  }

  private void star() {
    if (!nextIs('*')) {
      regex.append("[^/]*");
      return;
    }
    at++;
    if (nextIs('/')) {
      at++;
    }
    regex.append(at == glob.length() ? "[^\\n]*" : "(?:[^\\n]*/)?");
  }

  private void oneOf() {
    regex.append('[');
    if (nextIs('^')) {
      at++;
      regex.append('^');
    }
    int start = at;
    while (at == start || !nextIs(']')) {
      literal(member());
      if (nextIs('-')) {
        at++;
        regex.append('-');
        literal(member());
      }
    }
    at++;
    regex.append(']');
  }

  private int member() {
    int c = at < glob.length() ? next() : ']';
    if (c == '\\' && at < glob.length()) {
      return next();
    }
    if (c == ']' || c == '-' || c == '\\') {
      throw new IllegalArgumentException(
          "the pattern `" + glob + "` has a `[` that is not closed or not filled as it should be");
    }
    return c;
  }

  private int next() {
    int c = glob.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  private boolean nextIs(char c) {
    return at < glob.length() && glob.charAt(at) == c;
  }

  private void literal(int codePoint) {
    regex.append("\\x{").append(Integer.toHexString(codePoint)).append('}');
  }
}
