package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.sandbox.disk.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Blobs on disk by their digest, each once whatever the number of repositories that have it.
final class Blobs {

  private final Path root;

  Blobs(StateFolder folder) throws IOException {
    root = folder.folder("blobs");
  }

  Path file(Digest digest) {
    return root.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  boolean has(Digest digest) {
    return Files.exists(file(digest));
  }

  long size(Digest digest) {
    try {
      return Files.size(file(digest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes a file whose digest is known to be right.
  void keep(Path part, Digest digest) throws IOException {
    StateFolder.finish(part, file(digest));
  }
}
