package io.github.ecrpush.build;

import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.file.SmallFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A secret that a build step may mount. It is read when it is asked for and lives in memory only.
public sealed interface BuildSecret {

  /// No engine takes more: BuildKit's own limit.
  int LONGEST = 500 << 10;

  /// What the Dockerfile calls it.
  String id();

  /// The secrets by their ids, each read when it is asked for.
  static Map<String, Supplier<byte[]>> byId(List<BuildSecret> secrets) {
    var byId = new HashMap<String, Supplier<byte[]>>();
    secrets.forEach(secret -> byId.put(secret.id(), () -> secret.read()));
    return byId;
  }

  /// The secret as text that must not be shown; nothing when it cannot be read, which the build
  /// will say.
  default Optional<Secret> toHide() {
    try {
      return Optional.of(new Secret(new String(read(), StandardCharsets.UTF_8)));
    } catch (UncheckedIOException _) {
      return Optional.empty();
    }
  }

  private byte[] read() {
    return switch (this) {
      case Literal(_, Secret value) -> value.reveal().getBytes(StandardCharsets.UTF_8);
      case InFile(_, Path file) -> {
        try {
          yield SmallFile.bytes(file, LONGEST);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /// A secret whose value is at hand.
  record Literal(String id, Secret value) implements BuildSecret {}

  /// A secret that is in a file.
  record InFile(String id, Path file) implements BuildSecret {}
}
