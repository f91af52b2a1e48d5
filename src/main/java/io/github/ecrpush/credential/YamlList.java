package io.github.ecrpush.credential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the one shape of YAML that logins are written in: a block list of block mappings from
/// names to scalars. Everything else of YAML is refused rather than guessed at.
final class YamlList {

  private static final String SHAPE =
      "Every login begins with `- `, and its other keys stand below its first one.";

  private final List<String> lines;

  /// The index of the line that is read next.
  private int next;

  private YamlList(List<String> lines) {
    this.lines = lines;
  }

  /// @throws YamlException if the text is anything else
  static List<Map<String, String>> parse(String text) {
    return new YamlList(text.lines().toList()).entries();
  }

  private List<Map<String, String>> entries() {
    var entries = new ArrayList<Map<String, String>>();
    skipEmpty();
    if (next < lines.size() && lines.get(next).stripTrailing().equals("---")) {
      next++;
      skipEmpty();
    }
    int dash = next < lines.size() ? indent() : 0;
    while (next < lines.size()) {
      entries.add(entry(dash));
      skipEmpty();
    }
    return entries;
  }

  private Map<String, String> entry(int dash) {
    var line = lines.get(next);
    if (indent() != dash || !line.startsWith("-", dash)) {
      throw refused(SHAPE);
    }
    int column = dash + 1;
    while (column < line.length() && line.charAt(column) == ' ') {
      column++;
    }
    if (column == line.length() || line.startsWith(" #", column - 1)) {
      next++;
      skipEmpty();
      column = next < lines.size() ? indent() : 0;
      if (column <= dash) {
        next--;
        throw refused("A `-` is followed by the keys of a login.");
      }
    } else if (column == dash + 1) {
      throw refused(SHAPE);
    }
    return mapping(dash, column);
  }

  /// Reads from the line that the cursor is on; all keys begin in one column.
  private Map<String, String> mapping(int dash, int column) {
    var mapping = new LinkedHashMap<String, String>();
    do {
      var line = lines.get(next);
      int colon = column;
      while (colon < line.length() && isKey(line.charAt(colon))) {
        colon++;
      }
      boolean ends = colon + 1 == line.length() || line.startsWith(": ", colon);
      if (colon == column || !line.startsWith(":", colon) || !ends) {
        throw refused("A key is a plain word, followed by `: ` and its value.");
      }
      var key = line.substring(column, colon);
      if (mapping.containsKey(key)) {
        throw refused("The same key comes twice in one login.");
      }
      mapping.put(key, value(line.substring(colon + 1).strip(), column));
      skipEmpty();
    } while (next < lines.size() && indent() == column);
    if (next < lines.size() && indent() > dash) {
      throw refused(SHAPE);
    }
    return mapping;
  }

  private String value(String text, int column) {
    if (text.startsWith("|")) {
      return block(text.substring(1), column);
    }
    var value = YamlScalar.parse(text, next + 1);
    next++;
    return value;
  }

  /// A text of several lines, further in than its key. The line ends after it are left out,
  /// whatever the sign says: a password that is typed in has none either.
  private String block(String header, int column) {
    var sign = header.startsWith("-") || header.startsWith("+") ? header.substring(1) : header;
    if (!sign.isBlank() && !sign.startsWith(" #")) {
      throw refused("A text of several lines begins with `|` or `|-` alone.");
    }
    next++;
    var text = new StringBuilder();
    int inner = 0;
    while (next < lines.size() && (lines.get(next).isBlank() || leading() > column)) {
      var line = lines.get(next);
      if (!line.isBlank() && inner == 0) {
        inner = leading();
      }
      if (!line.isBlank() && leading() < inner) {
        throw refused("The lines of a text begin in one column.");
      }
      text.append(line.length() > inner ? line.substring(inner) : "").append('\n');
      next++;
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.substring(0, end);
  }

  private void skipEmpty() {
    while (next < lines.size()
        && (lines.get(next).isBlank() || lines.get(next).stripLeading().startsWith("#"))) {
      next++;
    }
  }

  private int indent() {
    int indent = leading();
    if (lines.get(next).startsWith("\t", indent)) {
      throw refused("YAML is indented with spaces, but here is a tab.");
    }
    return indent;
  }

  private int leading() {
    var line = lines.get(next);
    int spaces = 0;
    while (spaces < line.length() && line.charAt(spaces) == ' ') {
      spaces++;
    }
    return spaces;
  }

  private static boolean isKey(char letter) {
    return Character.isLetterOrDigit(letter) || letter == '-' || letter == '_';
  }

  private YamlException refused(String rule) {
    return new YamlException(next + 1, rule);
  }
}
