package io.github.ecrpush.build;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// Turns the bytes that a build step prints into lines that are safe to show: no escape sequence,
/// no control or direction-changing character, no line without end. A carriage return ends a line,
/// so that a progress bar becomes lines and hides nothing.
///
/// Not thread-safe; each step has its own.
final class StepLines {

  private static final int LONGEST_LINE = 4096;
  private static final int REMEMBERED = 20;

  private final Consumer<String> sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Deque<String> last = new ArrayDeque<>();
  private long dropped;

  StepLines(Consumer<String> sink) {
    this.sink = sink;
  }

  /// Takes the next bytes; whole lines go on at once.
  void write(byte[] bytes) {
    for (byte next : bytes) {
      if (next == '\n' || next == '\r') {
        endLine();
      } else if (line.size() < LONGEST_LINE) {
        line.write(next);
      } else {
        dropped++;
      }
    }
  }

  /// Gives out what stands in a last line without a line break.
  void flush() {
    endLine();
  }

  /// The last lines, oldest first, for the failure's text.
  List<String> last() {
    return List.copyOf(last);
  }

  private void endLine() {
    if (line.size() == 0) {
      return;
    }
    var text = safe(line.toString(StandardCharsets.UTF_8));
    if (dropped > 0) {
      text += " … (" + dropped + " more bytes in this line)";
    }
    line.reset();
    dropped = 0;
    if (text.isBlank()) {
      return;
    }
    if (last.size() == REMEMBERED) {
      last.removeFirst();
    }
    last.add(text);
    sink.accept(text);
  }

  /// The text without escape sequences and without characters that steer a terminal.
  static String safe(String text) {
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
