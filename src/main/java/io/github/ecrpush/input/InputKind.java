package io.github.ecrpush.input;

import java.util.List;

/// How the text of an input is read.
public sealed interface InputKind {

  /// One piece of text.
  record Text() implements InputKind {}

  /// Text as it was written, with the blanks around it.
  record Exact() implements InputKind {}

  /// `true` or `false`, as YAML 1.2 writes them.
  record Truth() implements InputKind {}

  /// One of a few words.
  record Choice(List<String> words) implements InputKind {
    public Choice {
      words = List.copyOf(words);
    }
  }

  /// A whole number in a range.
  record WholeNumber(long least, long most) implements InputKind {}

  /// A length of time: `90s`, `15m`, `1h30m`; a bare number is seconds.
  record Time() implements InputKind {}

  /// Entries by line or comma.
  record Words() implements InputKind {}

  /// One entry a line, never split at a comma.
  record Lines() implements InputKind {}

  /// A document of its own (YAML), read by whoever needs it.
  record Document() implements InputKind {}
}
