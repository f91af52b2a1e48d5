package io.github.ecrpush.input;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads a list as docker's actions read theirs: records of CSV, one a line. A quote counts only
/// where a field begins, and a quoted field may hold commas and line breaks. Lines that begin with
/// `#` and blank lines are left out.
final class ListReader {

  private final String text;
  private final Form form;
  private final List<String> entries = new ArrayList<>();
  private final List<List<String>> records = new ArrayList<>();
  private final List<String> fields = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private int position;
  private boolean quoted;

  /// What an entry is.
  private enum Form {
    /// What stands between line breaks and commas.
    WORDS,
    /// A line.
    LINES,
    /// A line, of which one in quotes keeps the blanks at its end.
    EXACT_LINES
  }

  private ListReader(String text, Form form) {
    this.text = text.replace("\r\n", "\n");
    this.form = form;
  }

  /// Entries by line or comma.
  static List<String> words(String text) {
    return new ListReader(text, Form.WORDS).read();
  }

  /// Entries by line only.
  static List<String> lines(String text) {
    return new ListReader(text, Form.LINES).read();
  }

  /// The same, where an entry in quotes keeps the blanks at its end. Docker's actions take them
  /// away.
  static List<String> exactLines(String text) {
    return new ListReader(text, Form.EXACT_LINES).read();
  }

  /// The lines, each in its fields. A rule that is one field in quotes is read once more, as
  /// docker's actions do; of anything else in quotes, the commas are its own.
  static List<List<String>> records(String text) {
    return recordsOnce(text).stream()
        .flatMap(record ->
            record.size() == 1 && isRule(record.getFirst())
                ? recordsOnce(record.getFirst()).stream()
                : Stream.of(record))
        .toList();
  }

  private static boolean isRule(String field) {
    return field.indexOf('=') >= 0 && field.indexOf(',') >= 0;
  }

  private static List<List<String>> recordsOnce(String text) {
    var reader = new ListReader(text, Form.LINES);
    reader.read();
    return List.copyOf(reader.records);
  }

  private List<String> read() {
    while (position < text.length()) {
      if (fields.isEmpty() && field.isEmpty() && startsComment()) {
        skipLine();
        continue;
      }
      char next = text.charAt(position);
      if (next == '"' && field.toString().isBlank() && readQuoted()) {
        continue;
      }
      position++;
      switch (next) {
        case ',' -> endField();
        case '\n' -> endRecord();
        default -> field.append(next);
      }
    }
    endRecord();
    return List.copyOf(entries);
  }

  /// Reads a quoted field up to the quote that a comma, a line break or the end follows. A quote
  /// that is never closed so is a character like any other.
  private boolean readQuoted() {
    var content = new StringBuilder();
    for (int i = position + 1; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next != '"') {
        content.append(next);
      } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
        content.append('"');
        i++;
      } else if (endsField(i + 1)) {
        field.setLength(0);
        field.append(content);
        quoted = true;
        position = i + 1;
        return true;
      } else {
        return false;
      }
    }
    return false;
  }

  private boolean endsField(int at) {
    return at == text.length() || text.charAt(at) == ',' || text.charAt(at) == '\n';
  }

  private boolean startsComment() {
    int at = position;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at < text.length() && text.charAt(at) == '#';
  }

  private void skipLine() {
    int end = text.indexOf('\n', position);
    position = end < 0 ? text.length() : end + 1;
  }

  private void endField() {
    fields.add(field.toString());
    field.setLength(0);
  }

  private void endRecord() {
    endField();
    if (form == Form.WORDS) {
      fields.forEach(this::add);
    } else {
      add(String.join(",", fields));
    }
    if (fields.stream().anyMatch(each -> !each.isBlank())) {
      records.add(List.copyOf(fields));
    }
    fields.clear();
    quoted = false;
  }

  private void add(String entry) {
    var trimmed = entry.strip();
    if (!trimmed.isEmpty()) {
      entries.add(form == Form.EXACT_LINES && quoted ? entry.stripLeading() : trimmed);
    }
  }
}
