package io.github.ecrpush.config;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.InputKind.Words;
import java.util.List;
import java.util.stream.Collectors;

/// Writes entries as the text that a list is read from: one a line, in quotes where a sign in them
/// would mean something.
final class ListText {

  private ListText() {}

  static String of(Input input, List<String> entries) {
    boolean splitsAtCommas = input.kind() instanceof Words;
    return entries.stream()
        .map(entry -> trimmed(input, entry))
        .map(entry -> isRule(input, entry) ? entry : line(entry, splitsAtCommas))
        .collect(Collectors.joining("\n"));
  }

  /// A value is the text that it is, to its end.
  private static String trimmed(Input input, String entry) {
    return InputText.isOfPairs(input) && entry.indexOf('=') >= 0
        ? entry.stripLeading()
        : entry.strip();
  }

  private static String line(String entry, boolean splitsAtCommas) {
    boolean needsQuotes =
        entry.indexOf('"') >= 0
            || entry.indexOf('\n') >= 0
            || entry.startsWith("#")
            || !entry.equals(entry.stripTrailing())
            || (splitsAtCommas && entry.indexOf(',') >= 0);
    return needsQuotes ? '"' + entry.replace("\"", "\"\"") + '"' : entry;
  }

  /// A rule for tags has commas and quotes of its own, and is never split.
  private static boolean isRule(Input input, String entry) {
    return input == Input.TAGS && entry.startsWith("type=") && entry.indexOf('\n') < 0;
  }
}
