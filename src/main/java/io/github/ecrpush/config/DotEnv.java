package io.github.ecrpush.config;

import io.github.ecrpush.yaml.YamlPlace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads the file `.env` beside a compose file: lines `NAME=value` or `NAME: value`, as they are,
/// in single or in double quotes. Values may use variables of the environment, and those before
/// them.
final class DotEnv implements Interpolation.Variables {

  private final String file;
  private final String text;
  private final Map<String, String> environment;
  private final Interpolation interpolation;
  private final Mistakes mistakes;
  private final Map<String, String> values = new LinkedHashMap<>();
  private int position;

  /// @param file its path, for mistakes
  DotEnv(
      String file,
      String text,
      Map<String, String> environment,
      Interpolation interpolation,
      Mistakes mistakes) {
    this.file = file;
    var readable = text.startsWith("\ufeff") ? text.substring(1) : text;
    this.text = readable.replace("\r\n", "\n");
    this.environment = environment;
    this.interpolation = interpolation;
    this.mistakes = mistakes;
  }

  Map<String, String> read() {
    while (position < text.length()) {
      skipBlanks();
      int end = end('\n', position);
      if (position < end && text.charAt(position) != '#') {
        entry(end);
      }
      position = end('\n', position) + 1;
    }
    return values;
  }

  /// A name alone has the value of the environment, which comes first anyway.
  private void entry(int end) {
    int sign = Math.min(Math.min(end('=', position), end(':', position)), end);
    var name = text.substring(position, sign).replaceFirst("^export\\s+", "").strip();
    if (!isName(name)) {
      mistakes.add(
          place(),
          "A line is `NAME=value`, and a name has letters, digits, `_`, `.` and `-`, and no blanks.");
    } else if (sign < end) {
      position = sign + 1;
      values.put(name, value());
    }
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_.-[]".indexOf(c) >= 0);
  }

  private String value() {
    skipBlanks();
    char first = position < text.length() ? text.charAt(position) : '\n';
    if (first != '\'' && first != '"') {
      return plain();
    }
    var place = place();
    int start = position + 1;
    int end = start;
    while (end < text.length() && text.charAt(end) != first) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length()) {
      mistakes.add(place, "A quote was opened and is not closed.");
      position = text.length();
      return "";
    }
    position = end + 1;
    wantNothingMore();
    var quoted = text.substring(start, end);
    return first == '\''
        ? quoted.replace("\\'", "'")
        : interpolation.of(unescaped(quoted), place, this);
  }

  private void wantNothingMore() {
    var rest = text.substring(position, end('\n', position)).strip();
    if (!rest.isEmpty() && !rest.startsWith("#")) {
      mistakes.add(place(), "Behind the quote that closes a value stands nothing but a comment.");
    }
  }

  private String plain() {
    var line = text.substring(position, end('\n', position));
    int comment = line.indexOf(" #");
    var value = comment < 0 ? line : line.substring(0, comment);
    return interpolation.of(value.strip(), place(), this);
  }

  /// Where the next one of a letter is, or the end.
  private int end(char letter, int from) {
    int at = text.indexOf(letter, Math.min(from, text.length()));
    return at < 0 ? text.length() : at;
  }

  private void skipBlanks() {
    while (position < text.length() && " \t".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private static String unescaped(String quoted) {
    var value = new StringBuilder();
    int at = 0;
    while (at < quoted.length()) {
      char letter = quoted.charAt(at++);
      if (letter != '\\' || at == quoted.length()) {
        value.append(letter);
        continue;
      }
      char escaped = quoted.charAt(at++);
      switch (escaped) {
        case 'n' -> value.append('\n');
        case 'r' -> value.append('\r');
        case 't' -> value.append('\t');
        case '"', '\\' -> value.append(escaped);
        case '$' -> value.append("$$"); // which stands for one of them
        default -> value.append('\\').append(escaped);
      }
    }
    return value.toString();
  }

  private YamlPlace place() {
    int line = (int) text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
    return new YamlPlace(file, line, position - text.lastIndexOf('\n', position - 1));
  }

  @Override
  public Optional<String> value(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(values.get(name)));
  }

  @Override
  public String absent(String name, YamlPlace place) {
    return "";
  }

  @Override
  public boolean keepsDollars() {
    return true;
  }
}
