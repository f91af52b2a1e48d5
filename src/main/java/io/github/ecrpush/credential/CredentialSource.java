package io.github.ecrpush.credential;

import io.github.ecrpush.image.RegistryHost;
import java.util.Optional;

/// Knows who we are to a registry, when it is asked. An answer may take a call to AWS.
@FunctionalInterface
public interface CredentialSource {

  /// The credential for a registry, or nothing when we are nobody there.
  Optional<RegistryCredential> find(RegistryHost registry) throws InterruptedException;
}
