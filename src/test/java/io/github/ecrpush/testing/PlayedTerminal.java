package io.github.ecrpush.testing;

import io.github.ecrpush.cli.live.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A terminal that obeys the few escape sequences that a run uses, and fails at any other. It wraps
/// lines, scrolls, remembers what scrolled away, and on a new width wraps all of it anew, as tmux
/// and most terminals do.
public final class PlayedTerminal implements Screen {

  private static final Pattern SEQUENCE =
      Pattern.compile("\u001b\\[(J|K|(\\d*)A|\\?(7|25|2026)([hl])|(\\d*)m)");

  /// A row; whether it goes on in the next one.
  private static final class Row {
    private final List<String> cells = new ArrayList<>();
    private boolean wraps;
  }

  private final List<Row> rows = new ArrayList<>();
  private Size size;
  private int top;
  private int row;
  private int column;
  private boolean wrapping = true;
  private boolean cursorHidden;
  private boolean colours;
  private int writes;

  public PlayedTerminal(int columns, int rows) {
    size = new Size(columns, rows);
    this.rows.add(new Row());
  }

  @Override
  public boolean isTerminal() {
    return true;
  }

  @Override
  public Size size() {
    return size;
  }

  @Override
  public void hideCursor() {
    cursorHidden = true;
  }

  @Override
  public void showCursor() {
    cursorHidden = false;
  }

  @Override
  public void write(String text) {
    writes++;
    var sequence = SEQUENCE.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '\u001b') {
        if (!sequence.region(at, text.length()).lookingAt()) {
          throw new AssertionError("not obeyed: " + text.substring(at).replace('\u001b', '^'));
        }
        obey(sequence.group(1));
        at = sequence.end();
      } else {
        int c = text.codePointAt(at);
        put(c);
        at += Character.charCount(c);
      }
    }
    if (!wrapping) {
      throw new AssertionError("lines are left unwrapped");
    }
  }

  private void obey(String sequence) {
    switch (sequence) {
      case "J" -> {
        if (row == top && column == 0) {
          throw new AssertionError("tmux would keep all of the screen in its history");
        }
        eraseRest();
        while (rows.size() > row + 1) {
          rows.removeLast();
        }
      }
      case "K" -> eraseRest();
      case "?7h" -> wrapping = true;
      case "?7l" -> wrapping = false;
      case "?2026h", "?2026l" -> {}
      case String up when up.endsWith("A") -> {
        row -= up.length() == 1 ? 1 : Integer.parseInt(up.substring(0, up.length() - 1));
        if (row < top) {
          throw new AssertionError("above the screen");
        }
      }
      case String colour when colour.endsWith("m") -> colours = true;
      default -> throw new AssertionError("not obeyed: " + sequence);
    }
  }

  private void eraseRest() {
    var cells = rows.get(row).cells;
    while (cells.size() > column) {
      cells.removeLast();
    }
    rows.get(row).wraps = false;
  }

  private void put(int c) {
    if (c == '\r') {
      column = 0;
    } else if (c == '\n') {
      rows.get(row).wraps = false;
      nextRow();
    } else if (c < ' ') {
      throw new AssertionError("a control character: " + c);
    } else {
      print(Character.toString(c), widthOf(c));
    }
  }

  private void nextRow() {
    row++;
    if (row == rows.size()) {
      rows.add(new Row());
    }
    top = Math.max(top, row - size.rows() + 1);
  }

  private void print(String sign, int width) {
    if (column + width > size.columns() && width > 0) {
      if (!wrapping) {
        throw new AssertionError("a line is longer than a row: " + rows.get(row).cells);
      }
      rows.get(row).wraps = true;
      nextRow();
      column = 0;
    }
    var cells = rows.get(row).cells;
    while (cells.size() < column) {
      cells.add(" ");
    }
    if (width == 0 && column > 0) {
      cells.set(column - 1, cells.get(column - 1) + sign);
      return;
    }
    for (int i = 0; i < width; i++) {
      var part = i == 0 ? sign : "";
      if (column < cells.size()) {
        cells.set(column, part);
      } else {
        cells.add(part);
      }
      column++;
    }
  }

  /// What tests print: nothing else is known.
  private static int widthOf(int c) {
    if (c == 0x301) {
      return 0;
    }
    return (c >= 0x3000 && c < 0xd000) || c > 0xffff || c == '✅' ? 2 : 1;
  }

  /// Between two writes, somebody drags the window.
  public void resize(int columns, int height) {
    if (column != 0 || (row > 0 && rows.get(row - 1).wraps)) {
      throw new AssertionError("the cursor is not where a line begins");
    }
    int grown = Math.max(0, height - size.rows());
    var above = lines(0, row);
    var below = lines(row, rows.size());
    size = new Size(columns, height);
    rows.clear();
    rows.add(new Row());
    row = 0;
    top = 0;
    above.forEach(this::printLine);
    int cursor = row;
    below.forEach(this::printLine);
    if (rows.size() > cursor + 1) {
      rows.removeLast(); // the one behind the last line
    }
    row = cursor;
    column = 0;
    top = Math.clamp(top - grown, 0, row);
    while (rows.size() - top > height) {
      if (rows.size() - 1 > row) {
        rows.removeLast();
      } else {
        top++;
      }
    }
  }

  private void printLine(String line) {
    line.codePoints().forEach(this::put);
    put('\r');
    put('\n');
  }

  private List<String> lines(int from, int to) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var next : rows.subList(from, to)) {
      line.append(String.join("", next.cells));
      if (!next.wraps) {
        lines.add(line.toString());
        line.setLength(0);
      }
    }
    return lines;
  }

  /// Every line from the first, whether it scrolled away or not, without the empty ones at the end.
  public List<String> text() {
    var lines = lines(0, rows.size());
    while (!lines.isEmpty() && lines.getLast().isBlank()) {
      lines.removeLast();
    }
    return lines.stream().map(String::stripTrailing).toList();
  }

  /// The rows from the one with the cursor on.
  public List<String> below() {
    return lines(row, rows.size()).stream().map(String::stripTrailing).toList();
  }

  public boolean isCursorHidden() {
    return cursorHidden;
  }

  public boolean hasColours() {
    return colours;
  }

  public int writes() {
    return writes;
  }
}
