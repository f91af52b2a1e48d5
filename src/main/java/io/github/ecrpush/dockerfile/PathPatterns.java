package io.github.ecrpush.dockerfile;

import java.util.BitSet;
import java.util.List;

/// A list of patterns in the language of `.dockerignore`, used to leave paths out or to choose
/// them.
///
/// The last pattern that matches a path decides. A pattern that matches a directory also matches
/// all that is below it, which is why a path is asked about together with the answer for its
/// directory.
public final class PathPatterns {

  private final List<PathPattern> patterns;

  private PathPatterns(List<PathPattern> patterns) {
    this.patterns = patterns;
  }

  /// The answer for one path.
  ///
  /// @param matched whether the patterns, taken together, match the path
  /// @param each which of the patterns match, for the paths below
  public record Match(boolean matched, BitSet each) {

    /// The answer for the directory that all paths are in.
    public static final Match ROOT = new Match(false, new BitSet(0));
  }

  /// Reads patterns as they come from a frontend: blank ones are skipped, comments are not known.
  ///
  /// @throws IllegalArgumentException if a pattern breaks its own rules
  public static PathPatterns of(List<String> texts) {
    return new PathPatterns(
        texts.stream()
            .map(WhiteSpace::stripped)
            .filter(text -> !text.isEmpty())
            .map(text -> PathPattern.parse(CleanPath.of(text)))
            .toList());
  }

  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /// Whether a path matches.
  ///
  /// @param path relative, with `/` between its names
  /// @param directory the answer for the directory that the path is in
  public Match match(String path, Match directory) {
    boolean matched = false;
    var each = new BitSet(patterns.size());
    for (int i = 0; i < patterns.size(); i++) {
      var pattern = patterns.get(i);
      boolean decides = pattern.isException() == matched;
      if (directory.each().get(i) || (decides && pattern.matches(path))) {
        each.set(i);
        matched = !pattern.isException();
      }
    }
    return new Match(matched, each);
  }

  /// Whether a directory that does not match may hold something that does.
  public boolean canMatchBelow(String directory) {
    return anyCanMatchBelow(directory, false);
  }

  /// Whether a directory that matches may hold something that does not.
  public boolean canExceptBelow(String directory) {
    return anyCanMatchBelow(directory, true);
  }

  private boolean anyCanMatchBelow(String directory, boolean exceptions) {
    return patterns.stream()
        .anyMatch(
            pattern -> pattern.isException() == exceptions && pattern.canMatchBelow(directory));
  }
}
