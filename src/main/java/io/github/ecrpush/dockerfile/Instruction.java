package io.github.ecrpush.dockerfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    return flags(name).stream().findFirst();
  }

  /// The values of a flag that may come several times.
  private List<String> flags(String name) {
    var begin = "--" + name + "=";
    return Arrays.stream(arguments.split("\\s+", -1))
        .takeWhile(argument -> argument.startsWith("--"))
        .filter(argument -> argument.startsWith(begin))
        .map(argument -> argument.substring(begin.length()))
        .toList();
  }

  /// The stages and images that it takes files from: in a `from` of its own, or of its mounts.
  List<String> sources() {
    var sources = new ArrayList<>(flags("from"));
    for (var mount : flags("mount")) {
      for (var part : mount.split(",", -1)) {
        if (part.startsWith("from=")) {
          sources.add(part.substring("from=".length()));
        }
      }
    }
    return sources;
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
