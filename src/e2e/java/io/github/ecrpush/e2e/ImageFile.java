package io.github.ecrpush.e2e;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.github.ecrpush.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/// One file of an image.
///
/// @param path as in `/etc/passwd`
/// @param content the digest of what is in a file, or where a link leads; nothing for a folder
record ImageFile(String path, int mode, int owner, FileTime modified, String content) {

  private static final int SET_ID = 06000;

  /// All files below a folder in the order of their names, but for the folder itself.
  static List<ImageFile> in(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> !file.equals(root))
          .sorted()
          .map(file -> {
            try {
              return of(root, file);
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          })
          .toList();
    }
  }

  private static ImageFile of(Path root, Path file) throws IOException {
    return new ImageFile(
        "/" + root.relativize(file),
        (int) Files.getAttribute(file, "unix:mode", NOFOLLOW_LINKS) & 07777,
        (int) Files.getAttribute(file, "unix:uid", NOFOLLOW_LINKS),
        Files.getLastModifiedTime(file, NOFOLLOW_LINKS),
        content(file));
  }

  private static String content(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return Files.readSymbolicLink(file).toString();
    }
    return Files.isDirectory(file) ? "" : Digest.of(Files.readAllBytes(file)).toString();
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// Whether it runs with other rights than those of who runs it.
  boolean raisesRights() {
    return (mode & SET_ID) != 0;
  }
}
