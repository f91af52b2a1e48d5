package io.github.ecrpush.yaml;

import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Says in our words what the library found. Its own may quote the text.
final class YamlRules {

  private static final Pattern BEYOND = Pattern.compile("\\\\U(?!00(?:0|10))[0-9A-Fa-f]{8}");

  private YamlRules() {}

  static YamlMistake mistake(String file, String text, YamlEngineException found) {
    return switch (found) {
      case MarkedYamlEngineException marked ->
          new YamlMistake(
              place(file, marked.getProblemMark().or(marked::getContextMark)),
              rule(String.valueOf(marked.getProblem())));
      case ReaderException reader ->
          new YamlMistake(
              place(file, text, reader.getPosition()),
              "The character U+%04X is none that a text has.".formatted(reader.getCodePoint()));
      default -> new YamlMistake(new YamlPlace(file, 1, 1), rule(""));
    };
  }

  /// The first `\U…` that is beyond the last character.
  static YamlMistake noCharacter(String file, String text) {
    var number = BEYOND.matcher(text);
    int position = number.find() ? text.codePointCount(0, number.start()) : 0;
    return new YamlMistake(place(file, text, position), "There is no character of this number.");
  }

  static YamlPlace place(String file, Optional<Mark> mark) {
    return mark.map(at -> new YamlPlace(file, at.getLine() + 1, at.getColumn() + 1))
        .orElse(new YamlPlace(file, 1, 1));
  }

  /// @param position counted in characters as people see them
  private static YamlPlace place(String file, String text, int position) {
    int end = text.offsetByCodePoints(0, Math.min(position, text.codePointCount(0, text.length())));
    var before = text.substring(0, end);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int start = before.lastIndexOf('\n') + 1;
    return new YamlPlace(file, line, before.codePointCount(start, before.length()) + 1);
  }

  private static String rule(String problem) {
    if (problem.contains("TAB")) {
      return "YAML is indented with spaces, but here is a tab.";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "No key with `:` can stand here. A value that has `: ` in it stands in quotes.";
    }
    if (problem.startsWith("expected <block end>")) {
      return "This does not begin in the column of what it belongs to.";
    }
    if (problem.startsWith("could not find expected ':'")) {
      return "A key is followed by `: ` in the line in which it stands.";
    }
    if (problem.startsWith("found unexpected end of stream")) {
      return "A quote was opened and is not closed.";
    }
    if (problem.startsWith("expected ',' or")) {
      return "In `[…]` and `{…}`, a comma stands between two entries and a bracket at the end.";
    }
    if (problem.contains("cannot start any token")) {
      return "A value that begins with this character stands in quotes.";
    }
    return "YAML has no meaning for what stands here.";
  }
}
