package io.github.ecrpush.build;

import io.github.ecrpush.progress.ProgressListener;
import java.util.Optional;

/// Where the images of one run are built. Several may be built at once.
@FunctionalInterface
public interface Builder extends AutoCloseable {

  /// Opens the build of an image. Nothing runs yet when it returns.
  ImageBuild open(BuildRequest request, ProgressListener listener) throws InterruptedException;

  /// What the name of a base image leads to now; nothing where nobody says it.
  default Optional<BaseDigest> digestOf(String image) throws InterruptedException {
    return Optional.empty();
  }

  /// What builds are for that name no platform.
  default String machine() throws InterruptedException {
    return "";
  }

  /// Closes what the builds share, if they share anything. They are to be closed first.
  @Override
  default void close() {}
}
