package io.github.ecrpush.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Cuts a Dockerfile into instructions: comments, continued lines, here-documents and the `escape`
/// directive as BuildKit has them. Whatever the text is, it is cut somehow; nothing is refused.
final class InstructionReader {

  private static final Pattern DIRECTIVE =
      Pattern.compile("#\\s*(escape|syntax|check)\\s*=\\s*(.+)", Pattern.CASE_INSENSITIVE);

  private final List<String> lines;
  private final List<Instruction> instructions = new ArrayList<>();
  private char escape = '\\';
  private Optional<String> syntax = Optional.empty();
  private Optional<String> unclear = Optional.empty();
  private int at;

  InstructionReader(String text) {
    var withoutMark = text.startsWith("\ufeff") ? text.substring(1) : text;
    int end = withoutMark.length() - (withoutMark.endsWith("\n") ? 1 : 0);
    this.lines = List.of(withoutMark.substring(0, end).split("\n", -1));
  }

  List<Instruction> read() {
    readDirectives();
    while (at < lines.size()) {
      if (isCommentOrBlank(lines.get(at))) {
        at++;
      } else {
        readInstruction();
      }
    }
    return List.copyOf(instructions);
  }

  /// The image that is to read the rest, where one is named.
  Optional<String> syntax() {
    return syntax;
  }

  /// Why the instructions may be others than those that were read: a whole sentence.
  Optional<String> unclear() {
    return unclear;
  }

  /// Directives are comments of a certain shape before anything else. Behind a `#!`, which is a
  /// comment to whoever reads the instructions, only the image that reads them can be named.
  private void readDirectives() {
    boolean hasShebang = lines.getFirst().startsWith("#!");
    for (at = hasShebang ? 1 : 0; at < lines.size(); at++) {
      var directive = DIRECTIVE.matcher(WhiteSpace.stripped(lines.get(at)));
      if (!directive.matches()) {
        return;
      }
      var value = directive.group(2);
      switch (directive.group(1).toLowerCase(Locale.ROOT)) {
        case "escape" -> escape = value.equals("`") && !hasShebang ? '`' : '\\';
        case "syntax" -> syntax = Optional.of(value.split("\\s", 2)[0]);
        default -> {}
      }
    }
  }

  private void readInstruction() {
    int first = at;
    var joined = new StringBuilder();
    boolean continued = append(joined, WhiteSpace.strippedAtBegin(line(at++)));
    while (continued && at < lines.size()) {
      var line = line(at++);
      if (!isCommentOrBlank(line)) { // BuildKit skips both within an instruction
        continued = append(joined, line);
      }
    }
    var instruction = Instruction.parse(joined.toString(), escape, first + 1, at);
    skipHeredocs(instruction);
    instructions.add(instruction.endingAt(at));
  }

  private String line(int number) {
    var line = lines.get(number);
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\r') {
      end--;
    }
    return line.substring(0, end);
  }

  /// Appends a line without its escape character, and says whether there was one at its end.
  private boolean append(StringBuilder joined, String line) {
    int length = line.length();
    while (length > 0 && (line.charAt(length - 1) == ' ' || line.charAt(length - 1) == '\t')) {
      length--;
    }
    boolean continued =
        length > 0
            && line.charAt(length - 1) == escape
            && (length == 1 || line.charAt(length - 2) != escape);
    joined.append(continued ? line.substring(0, length - 1) : line);
    return continued;
  }

  /// One without an end is refused by BuildKit; an old one knew no here-documents, or fewer.
  private void skipHeredocs(Instruction instruction) {
    if (unclear.isPresent()) {
      return;
    }
    for (var heredoc : instruction.heredocs()) {
      int end = at;
      while (end < lines.size() && !heredoc.endsAt(line(end))) {
        end++;
      }
      if (end == lines.size()) {
        unclear =
            Optional.of(
                "Line %d of the Dockerfile begins a here-document that does not end."
                    .formatted(instruction.firstLine()));
        return;
      }
      at = end + 1;
    }
  }

  private static boolean isCommentOrBlank(String line) {
    var text = WhiteSpace.strippedAtBegin(line);
    return text.isEmpty() || text.startsWith("#");
  }
}
