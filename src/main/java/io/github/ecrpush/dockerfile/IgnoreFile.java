package io.github.ecrpush.dockerfile;

import java.util.ArrayList;

/// Reads a `.dockerignore` as BuildKit does, which hands on only what is left of it: no comments,
/// no blank lines, no slash at the begin.
public final class IgnoreFile {

  private IgnoreFile() {}

  /// What it says is not to be sent.
  ///
  /// @throws IllegalArgumentException if a pattern breaks its own rules
  public static PathPatterns read(String text) {
    var withoutMark = text.startsWith("\ufeff") ? text.substring(1) : text;
    var patterns = new ArrayList<String>();
    for (var line : withoutMark.split("\n", -1)) {
      var stripped = WhiteSpace.stripped(line);
      if (!line.startsWith("#") && !stripped.isEmpty()) {
        patterns.add(pattern(stripped));
      }
    }
    return PathPatterns.of(patterns);
  }

  private static String pattern(String line) {
    boolean exception = line.startsWith("!");
    var path = exception ? WhiteSpace.stripped(line.substring(1)) : line;
    if (path.isEmpty()) {
      return line;
    }
    var clean = CleanPath.of(path);
    var relative = clean.length() > 1 && clean.startsWith("/") ? clean.substring(1) : clean;
    return exception ? "!" + relative : relative;
  }
}
