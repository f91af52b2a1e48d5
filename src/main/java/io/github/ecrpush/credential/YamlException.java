package io.github.ecrpush.credential;

/// The text is not in the part of YAML that is read here. It quotes nothing: any piece of the text
/// may be a password.
final class YamlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final String rule;

  /// @param line counted from 1
  /// @param rule the rule that the line breaks, a whole sentence
  YamlException(int line, String rule) {
    super("line " + line + ": " + rule);
    this.line = line;
    this.rule = rule;
  }

  int line() {
    return line;
  }

  String rule() {
    return rule;
  }
}
