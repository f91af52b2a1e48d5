package io.github.ecrpush.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The value of a `--mount`: a line of comma-separated values, `type=bind,"from=alpine",target=/a`.
final class Mount {

  private Mount() {}

  /// The stages and images that it is from.
  static Stream<String> sources(String value) {
    return fields(value).stream()
        .filter(field -> field.toLowerCase(Locale.ROOT).startsWith("from="))
        .map(field -> field.substring("from=".length()));
  }

  private static List<String> fields(String value) {
    var fields = new ArrayList<String>();
    var field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' && quoted && value.startsWith("\"", i + 1)) {
        field.append(value.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
