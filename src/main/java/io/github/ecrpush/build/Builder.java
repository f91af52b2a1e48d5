package io.github.ecrpush.build;

import io.github.ecrpush.progress.ProgressListener;

/// Where the images of one run are built. Several may be built at once.
@FunctionalInterface
public interface Builder extends AutoCloseable {

  /// Opens the build of an image. Nothing runs yet when it returns.
  ImageBuild open(BuildRequest request, ProgressListener listener) throws InterruptedException;

  /// Closes what the builds share, if they share anything. They are to be closed first.
  @Override
  default void close() {}
}
