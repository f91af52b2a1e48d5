package io.github.ecrpush.build.engine;

import io.github.ecrpush.image.Digest;

/// An image that a build left on the Engine, and that did not come to its push: it is in the
/// registry already, or could not go there.
public final class UnnamedImage {

  private UnnamedImage() {}

  /// Takes it away, unless somebody has named it meanwhile. Its layers stay in the build cache.
  public static void forget(Engine engine, Digest image) {
    var images = new EngineImages(engine.dialer());
    images.cancel(); // nobody waits long for this
    images.cleanUp(() -> images.forgetUnnamed(image));
    images.close();
  }
}
