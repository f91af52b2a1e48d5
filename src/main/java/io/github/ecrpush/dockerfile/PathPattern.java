package io.github.ecrpush.dockerfile;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/// One pattern for paths: `docs/*.md`, `**/node_modules`, `!README.md`.
///
/// `*` and `?` stay within a name, `**` crosses `/`, `[a-z]` is one of these characters, and `\`
/// takes the meaning from the next character. The whole path must match.
final class PathPattern {

  private static final String ANYTHING_BELOW = "**";

  private final String text;
  private final boolean exception;
  private final Predicate<String> matches;

  private PathPattern(String text, boolean exception) {
    this.text = text;
    this.exception = exception;
    this.matches = compile(text);
  }

  /// @throws IllegalArgumentException if the pattern breaks its own rules
  static PathPattern parse(String cleanText) {
    boolean exception = cleanText.startsWith("!");
    if (cleanText.equals("!")) {
      throw new IllegalArgumentException("the pattern `!` excepts nothing");
    }
    return new PathPattern(exception ? cleanText.substring(1) : cleanText, exception);
  }

  /// Whether it takes back what earlier patterns matched.
  boolean isException() {
    return exception;
  }

  boolean matches(String path) {
    return matches.test(path);
  }

  /// Whether some path below a directory could match.
  boolean canMatchBelow(String directory) {
    var start = withoutTrailingStars();
    return GlobRegex.hasWildcard(start) || (start + "/").startsWith(directory + "/");
  }

  private String withoutTrailingStars() {
    var start = text.endsWith("/**") ? text.substring(0, text.length() - 3) : text;
    return start.endsWith("/*") ? start.substring(0, start.length() - 2) : start;
  }

  /// Most patterns need no regular expression, and three kinds must not be given one: that is where
  /// Docker's own rules say more than the expression would (`**.log` also matches `a.log`).
  private static Predicate<String> compile(String text) {
    if (!GlobRegex.hasSpecial(text)) {
      return text::equals;
    }
    var rest = text.startsWith(ANYTHING_BELOW) ? text.substring(2) : null;
    if (rest != null && !GlobRegex.hasSpecial(rest)) {
      var name = rest.startsWith("/") ? rest.substring(1) : rest;
      return path -> path.endsWith(rest) || path.equals(name);
    }
    var start = text.endsWith(ANYTHING_BELOW) ? text.substring(0, text.length() - 2) : null;
    if (start != null && !GlobRegex.hasSpecial(start)) {
      return path -> path.startsWith(start);
    }
    return Pattern.compile(GlobRegex.of(text)).asMatchPredicate();
  }
}
