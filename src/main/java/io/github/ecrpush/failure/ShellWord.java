package io.github.ecrpush.failure;

import java.util.regex.Pattern;

/// A text as one word of a command that a person pastes into a shell.
public final class ShellWord {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=-]+");

  private ShellWord() {}

  /// In quotes only where they are needed.
  public static String of(String text) {
    return PLAIN.matcher(text).matches() ? text : quoted(text);
  }

  public static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
