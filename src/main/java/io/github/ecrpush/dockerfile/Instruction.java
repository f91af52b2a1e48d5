package io.github.ecrpush.dockerfile;

import java.util.Optional;

/// One instruction of a Dockerfile: `RUN make`, with all lines that belong to it.
///
/// @param word its first word in upper case, which need not be one that Docker knows
/// @param arguments what follows the word, continued lines joined as BuildKit joins them
/// @param firstLine counted from 1
/// @param lastLine the last line of its last continuation or here-document
public record Instruction(String word, String arguments, int firstLine, int lastLine) {

  /// The whole instruction on one line.
  public String text() {
    return arguments.isEmpty() ? word : word + " " + arguments;
  }

  /// The value of a flag: `linux/arm64` of `FROM --platform=linux/arm64 alpine`.
  public Optional<String> flag(String name) {
    var begin = "--" + name + "=";
    for (var argument : arguments.split("\\s+", -1)) {
      if (!argument.startsWith("--")) {
        break;
      }
      if (argument.startsWith(begin)) {
        return Optional.of(argument.substring(begin.length()));
      }
    }
    return Optional.empty();
  }

  /// The arguments after the flags.
  String afterFlags() {
    var rest = arguments;
    while (rest.startsWith("--")) {
      int end = 0;
      while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
        end++;
      }
      rest = rest.substring(end).stripLeading();
    }
    return rest;
  }

  /// Whether it makes a step that BuildKit counts in names such as `[2/4]`.
  boolean isStep() {
    return switch (word) {
      case "FROM", "RUN", "COPY", "ADD", "WORKDIR" -> true;
      default -> false;
    };
  }
}
