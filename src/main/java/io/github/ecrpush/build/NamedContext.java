package io.github.ecrpush.build;

import io.github.ecrpush.build.engine.ApiVersion;
import io.github.ecrpush.build.engine.Engine;
import io.github.ecrpush.failure.FailureException;
import java.nio.file.Path;
import java.util.Optional;

/// What a Dockerfile finds under a name of its own, in `FROM` or `COPY --from`.
public sealed interface NamedContext {

  /// A folder here.
  record Folder(Path path) implements NamedContext {}

  /// What the engine gets by itself, such as `docker-image://alpine` or a Git address.
  record Address(String address) implements NamedContext {}

  /// Another image of the same run.
  ///
  /// @param address where it is, once that is known
  record OtherImage(String image, Optional<String> address) implements NamedContext {

    /// What people call it, in the words of a config file.
    String said() {
      return "image:" + image;
    }
  }

  /// Another image of the same run, of which it is not known yet where it will be.
  static NamedContext otherImage(String image) {
    return new OtherImage(image, Optional.empty());
  }

  String IMAGE = "docker-image://";

  /// Docker 23 came with it. Older ones would look for an image of that name on Docker Hub.
  ApiVersion SINCE = new ApiVersion(1, 42);

  /// The address of an image: on the engine, or in a registry.
  static String ofImage(String name) {
    return IMAGE + name;
  }

  /// The name of an image that has this address.
  static Optional<String> imageAt(String address) {
    return address.startsWith(IMAGE)
        ? Optional.of(address.substring(IMAGE.length()))
        : Optional.empty();
  }

  /// Refuses a request that an engine would take for another one.
  static void requireKnownTo(Engine engine, BuildRequest request) {
    if (!request.contexts().isEmpty() && !engine.api().isAtLeast(SINCE)) {
      throw new FailureException(BuildFailures.contextsUnknown(engine.version()));
    }
  }
}
