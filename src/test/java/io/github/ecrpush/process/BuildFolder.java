package io.github.ecrpush.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Build contexts for tests.
final class BuildFolder {

  private BuildFolder() {}

  /// A folder with a Dockerfile in it.
  static Path with(Path parent, String dockerfile) throws IOException {
    Files.createDirectories(parent);
    var folder = Files.createTempDirectory(parent, "context");
    Files.writeString(folder.resolve("Dockerfile"), dockerfile);
    return folder;
  }

  /// The same with one more file.
  static Path with(Path parent, String dockerfile, String file, String content) throws IOException {
    var folder = with(parent, dockerfile);
    Files.writeString(folder.resolve(file), content);
    return folder;
  }
}
