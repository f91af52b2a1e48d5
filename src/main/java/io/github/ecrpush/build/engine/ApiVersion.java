package io.github.ecrpush.build.engine;

import java.util.Optional;

/// The version of the Engine's API, such as 1.41. It grows with the Engine and says what it can do.
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

  /// Reads `1.41`, or nothing from what is no version.
  static Optional<ApiVersion> read(String text) {
    int dot = text.indexOf('.');
    try {
      return Optional.of(
          new ApiVersion(
              Integer.parseInt(text.substring(0, Math.max(dot, 0))),
              Integer.parseInt(text.substring(dot + 1))));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  public boolean isAtLeast(ApiVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return major == other.major
        ? Integer.compare(minor, other.minor)
        : Integer.compare(major, other.major);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
