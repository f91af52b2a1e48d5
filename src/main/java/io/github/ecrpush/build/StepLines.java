package io.github.ecrpush.build;

import io.github.ecrpush.failure.PlainText;
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
    var text = PlainText.line(line.toString(StandardCharsets.UTF_8));
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
}
