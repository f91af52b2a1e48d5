package io.github.ecrpush.dockerfile;

import java.util.List;
import java.util.Optional;

/// A here-document that an instruction announces: `<<EOF`, `3<<-"END OF FILE"`.
///
/// @param end the line that ends it
/// @param tabsMayPrecede whether tabs may stand before that
record Heredoc(String end, boolean tabsMayPrecede) {

  /// Those of an instruction, in the order in which their texts follow. Only a whole word begins
  /// one. In a line that BuildKit cannot take apart there is none.
  static List<Heredoc> in(String arguments) {
    return arguments.contains("<<")
        ? words(arguments, true).stream().flatMap(word -> parse(word).stream()).toList()
        : List.of();
  }

  private static Optional<Heredoc> parse(String word) {
    int at = 0;
    while (at < word.length() && word.charAt(at) >= '0' && word.charAt(at) <= '9') {
      at++;
    }
    if (!word.startsWith("<<", at)) {
      return Optional.empty();
    }
    boolean tabs = word.startsWith("-", at + 2);
    var name = word.substring(at + (tabs ? 3 : 2)).stripLeading();
    if (name.contains("<")) {
      return Optional.empty();
    }
    var ends = words(name, false);
    return ends.size() == 1 ? Optional.of(new Heredoc(ends.getFirst(), tabs)) : Optional.empty();
  }

  /// The escape is always `\` here, whatever the directive says.
  private static List<String> words(String text, boolean raw) {
    return new ShellLexer(text, '\\', raw, ShellLexer.Variable::written)
        .read()
        .map(ShellLexer.Read::words)
        .orElse(List.of());
  }

  boolean endsAt(String line) {
    int tabs = 0;
    while (tabsMayPrecede && line.startsWith("\t", tabs)) {
      tabs++;
    }
    return line.substring(tabs).equals(end);
  }
}
