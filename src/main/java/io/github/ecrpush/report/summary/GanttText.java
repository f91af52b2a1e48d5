package io.github.ecrpush.report.summary;

import java.util.regex.Pattern;

/// Words in a chart that Mermaid reads. Its language has marks of its own, and ends of lines,
/// comments and directives in the middle of them; here only letters, digits and marks that it does
/// not know are left.
final class GanttText {

  private static final int LONGEST = 52;
  private static final String HARMLESS = " .,/_+=@()[]'*~!?-|$^";

  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?:section|title|click|dateFormat|axisFormat|tickInterval|todayMarker|excludes|includes"
              + "|inclusiveEndDates|topAxis|weekday|weekend|accTitle|accDescr|call|href|gantt|\\d{4}-)",
          Pattern.CASE_INSENSITIVE);

  private GanttText() {}

  /// Not empty, and no word that begins a statement: those are followed by a blank.
  static String of(String said) {
    var text = new StringBuilder();
    Markdown.seen(said).codePoints().map(GanttText::harmless).forEach(text::appendCodePoint);
    var whole = text.toString().replaceAll(" +", " ").strip();
    var shown =
        whole.codePointCount(0, whole.length()) > LONGEST
            ? whole.substring(0, whole.offsetByCodePoints(0, LONGEST)).strip() + "…"
            : whole;
    return shown.isEmpty() || STATEMENT.matcher(shown).lookingAt() ? ("– " + shown).strip() : shown;
  }

  private static int harmless(int c) {
    return switch (c) {
      case ':' -> '∶';
      case '{' -> '(';
      case '}' -> ')';
      case '<' -> '‹';
      case '>' -> '›';
      case '"', '`' -> '\'';
      case ';' -> ',';
      case '&' -> '+';
      default -> Character.isLetterOrDigit(c) || HARMLESS.indexOf(c) >= 0 ? c : ' ';
    };
  }
}
