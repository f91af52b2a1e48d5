package io.github.ecrpush.build;

import io.github.ecrpush.image.ImageReference;

/// An image that is being built on an engine: opened, built, and pushed if somebody wants it. What
/// it holds on the engine is let go when it is closed.
///
/// An interrupt of the calling thread cancels the work on the engine.
public interface ImageBuild extends AutoCloseable {

  /// Makes sure, before the build, that the engine can push by the digest alone.
  ///
  /// @throws io.github.ecrpush.failure.FailureException if it cannot
  void requirePushByDigest();

  /// Builds the image and keeps it on the engine.
  BuiltImage build() throws InterruptedException;

  /// Pushes what was built under this name, or by its digest where that is the name, and gives back
  /// what was pushed with the digest of its manifest, as the engine tells it. It may be called
  /// again after it failed. It is what was built, unless somebody emptied the engine's cache in
  /// between; then it was built anew.
  ///
  /// @throws PushRefusedException if the registry did not take it
  BuiltImage push(ImageReference name, PushDoor door)
      throws PushRefusedException, InterruptedException;

  /// Names what was built on the engine, so that other builds there can begin with it. The name
  /// lasts until this is closed.
  ///
  /// @return where they find it, as the address of a further context
  String lend() throws InterruptedException;

  /// Nobody looks for the image on the engine: it is or was to be in a registry. What has no name
  /// there is taken away.
  void forget();

  /// What was done so far, whether it went well or not.
  BuildRecord record() throws InterruptedException;

  @Override
  void close();
}
