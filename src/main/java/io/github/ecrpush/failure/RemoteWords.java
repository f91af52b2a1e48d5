package io.github.ecrpush.failure;

/// What a remote party said, made fit to be shown in one of our sentences: one line, no control
/// characters, no end that nobody reads.
public final class RemoteWords {

  private static final int ENOUGH = 500;

  private RemoteWords() {}

  public static String of(String text) {
    var line = new StringBuilder();
    boolean gap = false;
    int end = Math.min(text.length(), ENOUGH);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.isWhitespace(c)) {
        gap = !line.isEmpty();
      } else {
        line.append(gap ? " " : "").append(c);
        gap = false;
      }
    }
    return line + (text.length() > ENOUGH ? "…" : "");
  }

  /// The same in quotes, with everything there that cannot be seen: for texts that are compared.
  public static String quoted(String text) {
    var line = new StringBuilder("\"");
    text.codePoints()
        .limit(ENOUGH)
        .forEach(c -> {
          if (isSeen(c)) {
            line.append(c == '"' || c == '\\' ? "\\" : "").appendCodePoint(c);
          } else {
            line.append("\\u%04X".formatted(c));
          }
        });
    return line + (text.codePointCount(0, text.length()) > ENOUGH ? "…\"" : "\"");
  }

  /// Whether a character leaves a mark, or is the blank that everybody expects.
  public static boolean isSeen(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.UNASSIGNED,
              Character.SPACE_SEPARATOR,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
