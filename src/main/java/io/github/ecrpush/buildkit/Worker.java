package io.github.ecrpush.buildkit;

import io.github.ecrpush.image.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a BuildKit can do, as far as it says.
///
/// @param platforms what it can run steps for, its own platform first
/// @param version of BuildKit itself, where it knows it
public record Worker(
    String id, Map<String, String> labels, List<Platform> platforms, Optional<String> version) {

  private static final String SNAPSHOTTER = "org.mobyproject.buildkit.worker.snapshotter";

  public Worker {
    labels = Map.copyOf(labels);
    platforms = List.copyOf(platforms);
  }

  /// Whether the Docker Engine around this BuildKit keeps its images in containerd's store. If so,
  /// BuildKit can push them itself.
  public boolean usesContainerdStore() {
    return labels.containsKey(SNAPSHOTTER);
  }
}
