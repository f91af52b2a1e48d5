package io.github.ecrpush.metadata;

/// A note on a manifest or an index, for registries and tools to read.
///
/// @param level where it stands: `manifest`, `index`, `manifest-descriptor` or `index-descriptor`,
///   and perhaps the platform that it is for, `manifest[linux/arm64]`
public record Annotation(String level, String key, String value) {

  /// Whether it stands on an index, or beside an entry of one.
  public boolean needsIndex() {
    return !level.startsWith("manifest") || level.startsWith("manifest-descriptor");
  }

  /// As actions hand them to each other.
  @Override
  public String toString() {
    return level + ":" + key + "=" + value;
  }
}
