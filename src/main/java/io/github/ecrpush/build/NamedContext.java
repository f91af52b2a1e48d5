package io.github.ecrpush.build;

import io.github.ecrpush.build.engine.ApiVersion;
import io.github.ecrpush.build.engine.Engine;
import io.github.ecrpush.failure.FailureException;
import java.nio.file.Path;

/// What a Dockerfile finds under a name of its own, in `FROM` or `COPY --from`.
public sealed interface NamedContext {

  /// A folder here.
  record Folder(Path path) implements NamedContext {}

  /// What the engine gets by itself, such as `docker-image://alpine` or a Git address.
  record Address(String address) implements NamedContext {}

  /// Another image of the same run.
  record OtherImage(String image) implements NamedContext {}

  /// Docker 23 came with it. Older ones would look for an image of that name on Docker Hub.
  ApiVersion SINCE = new ApiVersion(1, 42);

  /// The address of an image: on the engine, or in a registry.
  static String ofImage(String name) {
    return "docker-image://" + name;
  }

  /// Refuses a request that an engine would take for another one.
  static void requireKnownTo(Engine engine, BuildRequest request) {
    if (!request.contexts().isEmpty() && !engine.api().isAtLeast(SINCE)) {
      throw new FailureException(BuildFailures.contextsUnknown(engine.version()));
    }
  }
}
