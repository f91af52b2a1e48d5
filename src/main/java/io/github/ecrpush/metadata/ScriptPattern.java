package io.github.ecrpush.metadata;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression as JavaScript writes it: bare, or between slashes with its flags behind. It
/// looks at a text for a limited time, whatever it says.
final class ScriptPattern {

  private static final int LONGEST_PATTERN = 1_000;
  private static final int LONGEST_TEXT = 1_000;

  /// More than any honest pattern needs for a text of that length, and done in moments.
  private static final int MOST_LOOKS = 1_000_000;

  private final String written;
  private final Pattern pattern;

  private ScriptPattern(String written, Pattern pattern) {
    this.written = written;
    this.pattern = pattern;
  }

  static Optional<ScriptPattern> parse(String written, Mistakes mistakes, Mistakes.Place where) {
    var body = written;
    var flags = "";
    int last = written.lastIndexOf('/');
    if (written.startsWith("/") && last > 1) {
      body = written.substring(1, last);
      flags = written.substring(last + 1);
    }
    if (!isFlags(flags)) {
      mistakes.add(
          where,
          "`%s` are no flags of a regular expression. There are `d`, `g`, `i`, `m`, `s`, `u`, `v`, `y`."
              .formatted(Mistakes.shown(flags)));
      return Optional.empty();
    }
    if (written.length() > LONGEST_PATTERN) {
      mistakes.add(
          where, "A regular expression has at most %d characters.".formatted(LONGEST_PATTERN));
      return Optional.empty();
    }
    try {
      boolean lines = flags.contains("m");
      var java = new ScriptSyntax(body, lines).inJava();
      return Optional.of(new ScriptPattern(written, Pattern.compile(java, options(flags))));
    } catch (PatternSyntaxException e) {
      mistakes.add(
          where,
          "`%s` is no regular expression: %s."
              .formatted(Mistakes.shown(written), Mistakes.shown(e.getDescription())));
    } catch (StackOverflowError _) { // groups in groups in groups
      mistakes.add(
          where, "`%s` is nested too deeply to be read.".formatted(Mistakes.shown(written)));
    }
    return Optional.empty();
  }

  private static boolean isFlags(String text) {
    return text.chars().allMatch(letter -> "dgimsuvy".indexOf(letter) >= 0);
  }

  private static int options(String flags) {
    int options = flags.contains("i") ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    options |= flags.contains("m") ? Pattern.MULTILINE : 0;
    return options | (flags.contains("s") ? Pattern.DOTALL : 0);
  }

  /// What became of a look.
  ///
  /// @param group what the wished group has; nothing when it took no part
  record Found(boolean matches, Optional<String> group) {
    static final Found NOTHING = new Found(false, Optional.empty());
  }

  /// Looks for the first place that matches.
  Found find(String text, int group, Mistakes mistakes, Mistakes.Place where) {
    if (text.length() > LONGEST_TEXT) {
      mistakes.add(
          where,
          "A text that a regular expression looks at has at most %d characters, and this one has %d."
              .formatted(LONGEST_TEXT, text.length()));
      return Found.NOTHING;
    }
    try {
      var matcher = pattern.matcher(new WatchedText(text, 0, text.length(), new int[1]));
      return matcher.find() ? new Found(true, group(matcher, group)) : Found.NOTHING;
    } catch (TooLongException | StackOverflowError _) {
      mistakes.add(
          where,
          "`%s` needs too many tries for `%s`. Write it so that there is one way to match: one `+`"
                  .formatted(Mistakes.shown(written), Mistakes.shown(text))
              + " or `*` inside another one makes very many.");
      return Found.NOTHING;
    }
  }

  private static Optional<String> group(Matcher matcher, int group) {
    return group <= matcher.groupCount()
        ? Optional.ofNullable(matcher.group(group)).map(String::valueOf)
        : Optional.empty();
  }

  /// The number of groups besides the whole.
  int groups() {
    return pattern.matcher("").groupCount();
  }

  @Override
  public String toString() {
    return written;
  }

  private static final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// A text that counts how often it is looked at.
  private record WatchedText(String text, int from, int to, int[] looks) implements CharSequence {

    @Override
    public char charAt(int index) {
      if (++looks[0] > MOST_LOOKS) {
        throw new TooLongException();
      }
      return text.charAt(from + index);
    }

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new WatchedText(text, from + start, from + end, looks);
    }

    @Override
    public String toString() {
      return text.substring(from, to);
    }
  }
}
