package io.github.ecrpush.build.engine;

import io.github.ecrpush.image.Digest;

/// The Engine no longer has the image: somebody pruned it, or another run that had the same one
/// cleaned up. It has to be exported again.
public final class ImageGoneException extends Exception {

  private static final long serialVersionUID = 1L;

  ImageGoneException(Digest image) {
    super("the engine has no image " + image);
  }
}
