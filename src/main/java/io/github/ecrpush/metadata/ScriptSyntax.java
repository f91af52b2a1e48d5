package io.github.ecrpush.metadata;

/// Writes a regular expression of JavaScript in Java's way, where the two differ.
final class ScriptSyntax {

  /// Letters that mean the same behind a backslash. Any other letter stands for itself.
  private static final String ESCAPES = "dDwWsSbBtnrfvxukpPc";

  private final String script;
  private final boolean lines;
  private final StringBuilder java = new StringBuilder();
  private int at;

  /// @param lines whether `$` matches at the end of each line
  ScriptSyntax(String script, boolean lines) {
    this.script = script;
    this.lines = lines;
  }

  String inJava() {
    while (at < script.length()) {
      char next = script.charAt(at++);
      switch (next) {
        case '\\' -> escape();
        case '[' -> letters();
        case '$' -> java.append(lines ? "$" : "\\z");
        case '{' -> java.append(isCount() ? "{" : "\\{");
        default -> java.append(next);
      }
    }
    return java.toString();
  }

  /// The letters between brackets: there, Java reads further brackets and `&&` as operators.
  private void letters() {
    boolean not = at < script.length() && script.charAt(at) == '^';
    at += not ? 1 : 0;
    if (at < script.length() && script.charAt(at) == ']') {
      at++;
      java.append(not ? "[\\s\\S]" : "(?!)");
      return;
    }
    java.append(not ? "[^" : "[");
    while (at < script.length() && script.charAt(at) != ']') {
      char next = script.charAt(at++);
      switch (next) {
        case '\\' -> escape();
        case '[', '&' -> java.append('\\').append(next);
        default -> java.append(next);
      }
    }
    if (at < script.length()) {
      java.append(']');
      at++;
    }
  }

  private void escape() {
    if (at == script.length()) {
      java.append('\\'); // Java says what is wrong with it
      return;
    }
    char next = script.charAt(at++);
    boolean letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    if (next == '0') {
      java.append("\\x00");
    } else if (next == 'v') {
      java.append("\\x0B"); // to Java, all vertical white space
    } else if (letter && ESCAPES.indexOf(next) < 0) {
      java.append(next);
    } else {
      java.append('\\').append(next);
    }
  }

  /// Whether a brace begins a count, `{2}`, `{2,}` or `{2,3}`, or the name of a kind of letters.
  private boolean isCount() {
    int end = script.indexOf('}', at);
    if (end < 0) {
      return false;
    }
    boolean kind =
        at >= 3 && script.charAt(at - 3) == '\\' && "pP".indexOf(script.charAt(at - 2)) >= 0;
    var numbers = script.substring(at, end).split(",", -1);
    return kind
        || (numbers.length == 1 && isNumber(numbers[0]))
        || (numbers.length == 2
            && isNumber(numbers[0])
            && (numbers[1].isEmpty() || isNumber(numbers[1])));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
