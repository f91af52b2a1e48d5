package io.github.ecrpush.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Cuts a Dockerfile into instructions: comments, continued lines, here-documents and the `escape`
/// directive as BuildKit has them. Whatever the text is, it is cut somehow; nothing is refused.
final class InstructionReader {

  private static final Pattern DIRECTIVE =
      Pattern.compile("#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(.*)");
  private static final Pattern HEREDOC =
      Pattern.compile("(?:^|[^<])<<(-?)\\s*(?:\"([^\"<]+)\"|'([^'<]+)'|([A-Za-z0-9_]+))");

  private final List<String> lines;
  private final List<Instruction> instructions = new ArrayList<>();
  private char escape = '\\';
  private Optional<String> syntax = Optional.empty();
  private int at;

  InstructionReader(String text) {
    var withoutMark = text.startsWith("\ufeff") ? text.substring(1) : text;
    this.lines = withoutMark.lines().toList();
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

  /// Directives are comments of a certain shape before anything else.
  private void readDirectives() {
    for (; at < lines.size(); at++) {
      var directive = DIRECTIVE.matcher(lines.get(at).strip());
      if (!directive.matches()) {
        return;
      }
      var value = directive.group(2).strip();
      switch (directive.group(1).toLowerCase(Locale.ROOT)) {
        case "escape" -> escape = value.equals("`") ? '`' : '\\';
        case "syntax" -> syntax = Optional.of(value.split("\\s", 2)[0]);
        default -> {}
      }
    }
  }

  private void readInstruction() {
    int first = at;
    var joined = new StringBuilder();
    boolean continued = append(joined, lines.get(at++).stripLeading());
    while (continued && at < lines.size()) {
      var line = lines.get(at++);
      if (!isCommentOrBlank(line)) { // BuildKit skips both within an instruction
        continued = append(joined, line);
      }
    }
    var text = joined.toString().strip();
    int space = 0;
    while (space < text.length() && !Character.isWhitespace(text.charAt(space))) {
      space++;
    }
    var word = text.substring(0, space).toUpperCase(Locale.ROOT);
    var arguments = text.substring(space).strip();
    if (word.equals("RUN") || word.equals("COPY") || word.equals("ADD")) {
      skipHeredocs(arguments);
    }
    instructions.add(new Instruction(word, arguments, first + 1, at));
  }

  /// Appends a line without its escape character, and says whether there was one at its end.
  private boolean append(StringBuilder joined, String line) {
    var end = line.stripTrailing();
    int length = end.length();
    boolean continued =
        length > 0
            && end.charAt(length - 1) == escape
            && (length == 1 || end.charAt(length - 2) != escape);
    joined.append(continued ? end.substring(0, length - 1) : line);
    return continued;
  }

  private void skipHeredocs(String arguments) {
    var found = HEREDOC.matcher(arguments);
    int from = 0;
    while (found.find(from)) {
      var name = firstOf(found.group(2), found.group(3), found.group(4));
      int end = endOfHeredoc(name, !found.group(1).isEmpty());
      if (end < 0) {
        return; // not a here-document, such as a shift in an arithmetic expression
      }
      at = end;
      from = found.end();
    }
  }

  private int endOfHeredoc(String name, boolean tabsMayPrecede) {
    for (int line = at; line < lines.size(); line++) {
      var text = lines.get(line);
      if ((tabsMayPrecede ? text.replaceFirst("^\t+", "") : text).equals(name)) {
        return line + 1;
      }
    }
    return -1;
  }

  private static String firstOf(
      @Nullable String one, @Nullable String two, @Nullable String three) {
    if (one != null) {
      return one;
    }
    return two != null ? two : String.valueOf(three);
  }

  private static boolean isCommentOrBlank(String line) {
    var text = line.stripLeading();
    return text.isEmpty() || text.startsWith("#");
  }
}
