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
}
