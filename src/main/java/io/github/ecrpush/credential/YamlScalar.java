package io.github.ecrpush.credential;

/// Reads one YAML value that stands on one line: plain, in single or in double quotes.
final class YamlScalar {

  private static final String INDICATORS = "[]{},&*!|>%@`";

  private final String text;
  private final int line;

  private YamlScalar(String text, int line) {
    this.text = text;
    this.line = line;
  }

  /// The value, empty for YAML's null.
  ///
  /// @param text without blanks around it
  /// @throws YamlException if it is anything else
  static String parse(String text, int line) {
    var scalar = new YamlScalar(text, line);
    if (text.startsWith("'")) {
      return scalar.single();
    }
    return text.startsWith("\"") ? scalar.twofold() : scalar.plain();
  }

  private String plain() {
    int comment = text.startsWith("#") ? 0 : comment(0);
    var value = text.substring(0, comment).strip();
    if (value.isEmpty()) {
      return "";
    }
    boolean structure = value.equals("-") || value.equals("?") || value.equals(":");
    if (structure
        || INDICATORS.indexOf(value.charAt(0)) >= 0
        || value.startsWith("- ")
        || value.startsWith("? ")
        || value.startsWith(": ")
        || value.contains(": ")
        || value.endsWith(":")) {
      throw refused("A value that has signs which mean something in YAML stands in quotes.");
    }
    return switch (value) {
      case "~", "null", "Null", "NULL" -> "";
      default -> value;
    };
  }

  private int comment(int from) {
    int place = text.indexOf('#', from);
    while (place > 0 && text.charAt(place - 1) != ' ' && text.charAt(place - 1) != '\t') {
      place = text.indexOf('#', place + 1);
    }
    return place < 0 ? text.length() : place;
  }

  private String single() {
    var value = new StringBuilder();
    for (int at = 1; at < text.length(); at++) {
      if (text.charAt(at) != '\'') {
        value.append(text.charAt(at));
      } else if (text.startsWith("''", at)) {
        value.append('\'');
        at++;
      } else {
        return ended(value, at + 1);
      }
    }
    throw refused("A quote is closed in the line in which it is opened.");
  }

  private String twofold() {
    var value = new StringBuilder();
    for (int at = 1; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (letter == '"') {
        return ended(value, at + 1);
      }
      if (letter == '\\') {
        at++;
        at += escape(value, at);
      } else {
        value.append(letter);
      }
    }
    throw refused("A quote is closed in the line in which it is opened.");
  }

  /// Adds what an escape means, and returns how many more characters it takes.
  private int escape(StringBuilder value, int at) {
    char sign = at < text.length() ? text.charAt(at) : ' ';
    switch (sign) {
      case '"', '\\', '/' -> value.append(sign);
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'x' -> value.appendCodePoint(codePoint(at + 1, 2));
      case 'u' -> value.appendCodePoint(codePoint(at + 1, 4));
      case 'U' -> value.appendCodePoint(codePoint(at + 1, 8));
      default -> throw refused("After `\\` stands one of `\" \\ / n r t x u U`.");
    }
    return sign == 'x' ? 2 : sign == 'u' ? 4 : sign == 'U' ? 8 : 0;
  }

  private int codePoint(int from, int digits) {
    int code = 0;
    for (int at = from; at < from + digits; at++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0 || code > Character.MAX_CODE_POINT >> 4) {
        throw refused("An escape has too few hexadecimal digits, or too large a number.");
      }
      code = (code << 4) + digit;
    }
    if (!Character.isValidCodePoint(code)) {
      throw refused("An escape has too few hexadecimal digits, or too large a number.");
    }
    return code;
  }

  private String ended(StringBuilder value, int end) {
    var rest = text.substring(end);
    boolean comment = rest.startsWith(" ") && rest.stripLeading().startsWith("#");
    if (!rest.isBlank() && !comment) {
      throw refused("After a closing quote comes the end of the line or a comment.");
    }
    return value.toString();
  }

  private YamlException refused(String rule) {
    return new YamlException(line, rule);
  }
}
