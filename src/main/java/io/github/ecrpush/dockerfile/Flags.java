package io.github.ecrpush.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The flags at the begin of an instruction, without their quotes and escapes.
///
/// BuildKit reads them byte by byte, so that a part of a letter such as `à` is a space to it.
final class Flags {

  private final String bytes;
  private final char escape;
  private final List<String> words = new ArrayList<>();
  private int at;

  private Flags(String arguments, char escape) {
    this.bytes =
        new String(arguments.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    this.escape = escape;
  }

  /// What was read.
  ///
  /// @param words each with its dashes: `--from=build`
  /// @param rest the arguments behind them
  record Read(List<String> words, String rest) {}

  static Read of(String arguments, char escape) {
    var flags = new Flags(arguments, escape);
    flags.read();
    var rest = flags.bytes.substring(flags.at).getBytes(StandardCharsets.ISO_8859_1);
    return new Read(flags.words, WhiteSpace.stripped(new String(rest, StandardCharsets.UTF_8)));
  }

  private void read() {
    skipSpace();
    while (bytes.startsWith("--", at)) {
      var word = word();
      if (word.equals("--")) {
        return;
      }
      words.add(word);
      skipSpace();
    }
  }

  private void skipSpace() {
    while (at < bytes.length() && WhiteSpace.is(bytes.charAt(at))) {
      at++;
    }
  }

  private String word() {
    var word = new StringBuilder();
    char quote = 0;
    for (; at < bytes.length() && (quote != 0 || !WhiteSpace.is(bytes.charAt(at))); at++) {
      char c = bytes.charAt(at);
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c != escape) {
        word.append(c);
      } else if (at + 1 < bytes.length()) {
        word.append(bytes.charAt(++at));
      }
    }
    return word.toString();
  }
}
