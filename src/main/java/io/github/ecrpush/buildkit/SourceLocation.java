package io.github.ecrpush.buildkit;

import java.util.List;

/// Lines of a Dockerfile that something is about.
///
/// @param text the whole file, empty when BuildKit did not say it
/// @param ranges empty when it is not known which lines
public record SourceLocation(String file, String text, List<LineRange> ranges) {

  public SourceLocation {
    ranges = List.copyOf(ranges);
  }

  /// Lines from the first to the last, counted from 1.
  public record LineRange(int first, int last) {}
}
