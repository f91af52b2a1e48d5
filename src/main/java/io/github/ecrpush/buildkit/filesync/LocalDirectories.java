package io.github.ecrpush.buildkit.filesync;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The directories that a build may read, by the names BuildKit asks for: `context`, `dockerfile`.
public record LocalDirectories(Map<String, Path> byName) {

  public LocalDirectories {
    byName = Map.copyOf(byName);
  }

  Optional<Path> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
