package io.github.ecrpush.buildkit.session;

import io.github.ecrpush.buildkit.filesync.LocalDirectories;
import io.github.ecrpush.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.TreeMap;

/// The name under which BuildKit keeps what was sent of some directories, so that the next build
/// sends only files whose properties changed.
///
/// Two directories must never share one: files of the same name, size and time would be taken for
/// each other. A path is not enough, because every container has a `/github/workspace`.
final class SharedKey {

  private SharedKey() {}

  static String of(LocalDirectories directories, String origin) {
    var identity = new StringBuilder(origin);
    new TreeMap<>(directories.byName())
        .forEach((name, path) ->
            identity.append('\0').append(name).append('\0').append(identityOf(path)));
    var digest = Digest.of(identity.toString().getBytes(StandardCharsets.UTF_8));
    return "ecr-push:" + digest.hex().substring(0, 32);
  }

  private static String identityOf(Path path) {
    try {
      var real = path.toRealPath();
      return real + "\0" + Files.readAttributes(real, "unix:dev,ino", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | UnsupportedOperationException e) {
      return path.toAbsolutePath().toString(); // told when BuildKit asks for it
    }
  }
}
