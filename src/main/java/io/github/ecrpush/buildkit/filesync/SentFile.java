package io.github.ecrpush.buildkit.filesync;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/// A file whose properties were sent, and whose content must still be what they say when BuildKit
/// asks for it.
///
/// @param directory where it is
/// @param key the file system's own name for it
record SentFile(Place directory, Path name, long size, long modifiedNanos, Object key) {

  boolean isStill(BasicFileAttributes attributes) {
    return attributes.size() == size
        && attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS) == modifiedNanos
        && key.equals(attributes.fileKey());
  }

  String path() {
    return directory.path() + name;
  }
}
