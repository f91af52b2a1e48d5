package io.github.ecrpush.report;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/// Outputs as lines: `name=value`, and a value with line breaks between two delimiters that nobody
/// could have guessed.
public final class OutputLines {

  private static final int RANDOM_BYTES = 16;

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
    var delimiter = delimiter();
    lines.append(name).append("<<").append(delimiter).append('\n');
    lines.append(value).append('\n').append(delimiter).append('\n');
  }

  private static String delimiter() {
    var random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return "delimiter_" + HexFormat.of().formatHex(random);
  }
}
