package io.github.ecrpush.build.engine;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;

/// Reads an image's manifest back from the registry and says which configuration it names. On the
/// graph store the digest of the configuration is the image's id.
@FunctionalInterface
public interface ConfigReader {
  Digest configOf(ImageReference.Pinned image) throws InterruptedException;
}
