package io.github.ecrpush.github;

import io.github.ecrpush.file.SmallFile;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// The file that holds a job's event. It may be as large as GitHub lets it, so only parts of it are
/// ever held, and each is looked for anew. What cannot be read of it is nothing.
///
/// @param path empty where there is none
record EventFile(String path) {

  /// GitHub's own limit is lower.
  private static final int LARGEST = 128 << 20;

  /// The part that the names of members lead to.
  JsonTree part(String... names) {
    try {
      return path.isEmpty() ? new JsonTree(null) : read(names);
    } catch (IOException | InvalidPathException | JsonException _) {
      return new JsonTree(null);
    }
  }

  /// Whether there is one that is no JSON, or not as a whole. Whoever looks for a member that is
  /// not there reads all of it.
  boolean isBroken() {
    try {
      var _ = path.isEmpty() ? new JsonTree(null) : read("");
      return false;
    } catch (IOException | InvalidPathException | JsonException _) {
      return true;
    }
  }

  private JsonTree read(String... names) throws IOException {
    var file = Path.of(path);
    SmallFile.requireUsable(file, LARGEST);
    try (var event = new BufferedInputStream(Files.newInputStream(file))) {
      return Json.part(event, names);
    }
  }
}
