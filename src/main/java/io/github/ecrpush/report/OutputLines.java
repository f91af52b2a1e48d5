package io.github.ecrpush.report;

import io.github.ecrpush.credential.RandomId;
import java.util.Map;

/// Outputs as lines: `name=value`, and a value with line breaks between two delimiters that nobody
/// could have guessed.
public final class OutputLines {

  private OutputLines() {}

  public static String of(Map<String, String> outputs) {
    var lines = new StringBuilder();
    outputs.forEach((name, value) -> append(lines, name, value));
    return lines.toString();
  }

  private static void append(StringBuilder lines, String name, String value) {
    if (value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
      lines.append(name).append('=').append(value).append('\n');
      return;
    }
    var delimiter = "delimiter_" + RandomId.next();
    lines.append(name).append("<<").append(delimiter).append('\n');
    lines.append(value).append('\n').append(delimiter).append('\n');
  }
}
