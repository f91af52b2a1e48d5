package io.github.ecrpush.report.summary;

import io.github.ecrpush.failure.RemoteWords;
import java.util.List;

/// A page in GitHub's Markdown that is being written, and the ways in which words of others may
/// stand in it.
final class Markdown {

  /// Whatever means something in Markdown, in HTML, or to GitHub.
  private static final String MARKS = "\\`*_{}[]<>()#+-.!|~@:&$=^\"'";

  /// Of what needs no cleaning; what does is cut there as well.
  private static final int LONGEST = 500;

  private final StringBuilder text = new StringBuilder();

  /// A line of our own; words of others in it went through one of the functions below.
  Markdown line(String line) {
    text.append(line).append('\n');
    return this;
  }

  Markdown gap() {
    return line("");
  }

  /// A table with its heads; a head that ends with a colon is right-aligned, as numbers are.
  Markdown table(List<String> heads, List<List<String>> rows) {
    row(heads.stream().map(head -> head.replace(":", "")).toList());
    row(heads.stream().map(head -> head.endsWith(":") ? "--:" : ":--").toList());
    rows.forEach(this::row);
    return gap();
  }

  private void row(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  /// Text as it is, between marks of which it has fewer itself.
  Markdown fence(String language, String body) {
    var marks = "```";
    while (body.contains(marks)) {
      marks += "`";
    }
    return line(marks + language).line(body.stripTrailing()).line(marks).gap();
  }

  /// Says how many there are that the page has no room for, if there are any.
  void more(int count, String what) {
    if (count > 0) {
      line("And " + count + " more " + what + ": the log has them.").gap();
    }
  }

  /// What is folded until somebody opens it.
  ///
  /// @param title HTML of our own
  Markdown open(String title) {
    return line("<details>").line("<summary>" + title + "</summary>").gap();
  }

  Markdown close() {
    return line("</details>").gap();
  }

  /// Words in a sentence: what stands between backticks is code, all else is only text.
  static String words(String said) {
    var parts = seen(said).split("`", -1);
    if (parts.length % 2 == 0) {
      return escaped(String.join("'", parts));
    }
    var sentence = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      sentence.append(i % 2 == 0 || parts[i].isBlank() ? escaped(parts[i]) : code(parts[i]));
    }
    return sentence.toString();
  }

  private static String escaped(String part) {
    var text = new StringBuilder();
    for (int i = 0; i < part.length(); i++) {
      char next = part.charAt(i);
      if (MARKS.indexOf(next) >= 0) {
        text.append("&#").append((int) next).append(';');
      } else {
        text.append(next);
      }
    }
    return text.toString();
  }

  /// A name or a line of code, in a sentence or in a cell of a table. Most stand between backticks;
  /// where that would mean something else, they are HTML.
  static String code(String value) {
    var one = seen(value).replace('`', '\'').strip();
    if (one.isEmpty()) {
      return "–";
    }
    return one.indexOf('|') >= 0 || one.indexOf('\\') >= 0 || one.indexOf('<') >= 0
        ? html(one)
        : "`" + one + "`";
  }

  /// The same in HTML.
  static String html(String value) {
    return "<code>" + escaped(seen(value)) + "</code>";
  }

  /// One line of limited length, of characters that can be seen.
  static String seen(String text) {
    if (isPlain(text)) {
      return text; // most are, and a page has thousands
    }
    var line = new StringBuilder();
    RemoteWords.of(text).codePoints().filter(RemoteWords::isSeen).forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return text.length() <= LONGEST;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
