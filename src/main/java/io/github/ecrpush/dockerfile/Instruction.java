package io.github.ecrpush.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// One instruction of a Dockerfile: `RUN make`, with all lines that belong to it.
///
/// @param word its first word in upper case, which need not be one that Docker knows
/// @param arguments what follows the word, continued lines joined as BuildKit joins them
/// @param escape takes the meaning from the next character
/// @param firstLine counted from 1
/// @param lastLine the last line of its last continuation or here-document
public record Instruction(String word, String arguments, char escape, int firstLine, int lastLine) {

  /// The whole instruction on one line.
  public String text() {
    return arguments.isEmpty() ? word : word + " " + arguments;
  }

  /// Cuts the word off; the flags stay with the arguments.
  static Instruction parse(String text, char escape, int firstLine, int lastLine) {
    var stripped = WhiteSpace.stripped(text);
    int end = 0;
    while (end < stripped.length() && !isBlank(stripped.charAt(end))) {
      end++;
    }
    int begin = end;
    while (begin < stripped.length() && isBlank(stripped.charAt(begin))) {
      begin++;
    }
    var word = stripped.substring(0, end).toUpperCase(Locale.ROOT);
    var arguments = stripped.substring(begin);
    return new Instruction(word, arguments, escape, firstLine, lastLine);
  }

  /// What can stand between word and arguments, which is less than all white space.
  private static boolean isBlank(char c) {
    return " \t\u000b\f\r".indexOf(c) >= 0;
  }

  Instruction endingAt(int line) {
    return new Instruction(word, arguments, escape, firstLine, line);
  }

  /// What an `ONBUILD` has done by whoever begins with the image. BuildKit reads it anew then, and
  /// knows no `escape` directive any more.
  Optional<Instruction> trigger() {
    return word.equals("ONBUILD")
        ? Optional.of(parse(flagsAndRest().rest(), '\\', firstLine, lastLine))
        : Optional.empty();
  }

  /// The here-documents whose texts follow it.
  List<Heredoc> heredocs() {
    return switch (trigger().map(Instruction::word).orElse(word)) {
      case "RUN", "COPY", "ADD" -> Heredoc.in(arguments);
      default -> List.of();
    };
  }

  /// The value of a flag: `linux/arm64` of `FROM --platform=linux/arm64 alpine`.
  public Optional<String> flag(String name) {
    return flags(name).stream().findFirst();
  }

  /// The values of a flag that may come several times.
  private List<String> flags(String name) {
    var begin = "--" + name + "=";
    return flagsAndRest().words().stream()
        .filter(flag -> flag.startsWith(begin))
        .map(flag -> flag.substring(begin.length()))
        .toList();
  }

  /// The stages and images that it takes files from: in a `from` of its own, or of its mounts.
  List<String> sources() {
    return Stream.concat(copySources().stream(), mountSources().stream()).toList();
  }

  List<String> copySources() {
    return flags("from");
  }

  List<String> mountSources() {
    return flags("mount").stream().flatMap(Mount::sources).toList();
  }

  /// The arguments after the flags.
  String afterFlags() {
    return flagsAndRest().rest();
  }

  private Flags.Read flagsAndRest() {
    return Flags.of(arguments, escape);
  }

  /// Whether it makes a step that BuildKit counts in names such as `[2/4]`.
  boolean isStep() {
    return switch (word) {
      case "FROM", "RUN", "COPY", "ADD", "WORKDIR" -> true;
      default -> false;
    };
  }
}
