package io.github.ecrpush.build;

import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;

/// What a push needs of the registry that it goes to.
public interface PushDoor {

  /// Who we are there.
  RegistryCredential credential() throws InterruptedException;

  /// The digest of the configuration that a pushed manifest names, read back from the registry.
  Digest configOf(ImageReference.Pinned pushed) throws InterruptedException;
}
