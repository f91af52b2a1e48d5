package io.github.ecrpush.git;

import java.nio.file.Path;
import java.util.Optional;

/// What git's configuration of a repository says about where it comes from.
final class Remotes {

  private static final int CONFIG = 1 << 20;
  private static final String ORIGIN = "[remote \"origin\"]";

  private Remotes() {}

  /// The first address of `origin`.
  ///
  /// @param shared the folder of the repository
  static Optional<String> origin(Path shared) {
    var text = GitFile.text(shared.resolve("config"), CONFIG).orElse("");
    boolean inside = false;
    for (var line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("[")) {
        inside = line.equals(ORIGIN);
      } else if (inside && isUrl(line)) {
        var url = line.substring(line.indexOf('=') + 1).strip();
        return Optional.of(url).filter(found -> !found.isEmpty());
      }
    }
    return Optional.empty();
  }

  private static boolean isUrl(String line) {
    int equals = line.indexOf('=');
    return equals > 0 && line.substring(0, equals).strip().equalsIgnoreCase("url");
  }
}
