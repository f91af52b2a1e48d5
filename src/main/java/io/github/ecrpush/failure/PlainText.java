package io.github.ecrpush.failure;

import java.util.stream.Collectors;

/// What somebody else said, without whatever would steer a terminal: no escape sequence, no control
/// or direction-changing character. Tabs stay.
public final class PlainText {

  private PlainText() {}

  /// The text in one line.
  public static String line(String text) {
    var safe = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char next = text.charAt(at);
      if (next == '\u001b') {
        at = afterEscape(text, at + 1);
        continue;
      }
      if (next == '\t' || !steersTheTerminal(next)) {
        safe.append(next);
      }
      at++;
    }
    return safe.toString();
  }

  /// The text with its line breaks. No line of it is a command to a runner of GitHub, which hears
  /// on standard error, too.
  public static String lines(String text) {
    return text.indexOf('\n') < 0
        ? unheard(line(text))
        : text.lines()
            .map(PlainText::line)
            .map(PlainText::unheard)
            .collect(Collectors.joining("\n"));
  }

  private static String unheard(String line) {
    var text = line.stripLeading();
    var safe = text.startsWith("::") ? ": " + text.substring(1) : text;
    return line.substring(0, line.length() - text.length()) + safe.replace("##[", "## [");
  }

  /// Where the text goes on after an escape sequence: `ESC [ … letter`, `ESC ] … BEL`, `ESC
  /// letter`.
  private static int afterEscape(String text, int at) {
    if (at >= text.length()) {
      return at;
    }
    return switch (text.charAt(at)) {
      case '[' -> afterParameters(text, at + 1);
      case ']', 'P', '^', '_', 'X' -> afterString(text, at + 1);
      default -> at + 1;
    };
  }

  private static int afterParameters(String text, int at) {
    int end = at;
    while (end < text.length() && (text.charAt(end) < '@' || text.charAt(end) > '~')) {
      end++;
    }
    return Math.min(end + 1, text.length());
  }

  private static int afterString(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) != '\u0007' && text.charAt(end) != '\u001b') {
      end++;
    }
    return end < text.length() && text.charAt(end) == '\u0007' ? end + 1 : end;
  }

  private static boolean steersTheTerminal(char next) {
    boolean control = next < ' ' || (next >= '\u007f' && next <= '\u009f');
    boolean direction =
        (next >= '\u202a' && next <= '\u202e') || (next >= '\u2066' && next <= '\u2069');
    return control || direction;
  }
}
