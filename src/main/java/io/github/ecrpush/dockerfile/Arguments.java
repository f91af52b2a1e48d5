package io.github.ecrpush.dockerfile;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values of build arguments before the first `FROM`, and text with them put in: `$NAME`,
/// `${NAME}`, `${NAME:-default}`, `${NAME:+other}`.
final class Arguments {

  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(?::([-+])([^}]*))?})");

  private final Map<String, String> given;
  private final Map<String, String> values = new HashMap<>();

  Arguments(Map<String, String> given) {
    this.given = given;
  }

  /// Takes in `ARG NAME=default OTHER`.
  void declare(Instruction arg) {
    for (var declaration : arg.arguments().split("\\s+", -1)) {
      int equals = declaration.indexOf('=');
      var name = equals < 0 ? declaration : declaration.substring(0, equals);
      var standard = equals < 0 ? "" : unquoted(declaration.substring(equals + 1));
      var value = given.get(name);
      if (value != null) {
        values.put(name, value);
      } else if (equals >= 0) {
        values.put(name, putInto(standard));
      }
    }
  }

  /// A variable that nobody knows stays as it is written.
  String putInto(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> {
          var name = found.group(1) == null ? found.group(2) : found.group(1);
          var value = values.getOrDefault(name, "");
          var word = String.valueOf(found.group(4));
          var put =
              switch (String.valueOf(found.group(3))) {
                case "-" -> value.isEmpty() ? word : value;
                case "+" -> value.isEmpty() ? "" : word;
                default -> values.containsKey(name) ? value : found.group();
              };
          return Matcher.quoteReplacement(put);
        });
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() >= 2
            && text.charAt(0) == text.charAt(text.length() - 1)
            && (text.charAt(0) == '"' || text.charAt(0) == '\'');
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
