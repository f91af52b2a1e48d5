package io.github.ecrpush.build;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.Platform;
import java.util.Optional;

/// An image that the engine has built and not yet pushed.
///
/// @param id the digest of its configuration
/// @param manifest the digest that it will have in a registry, where the engine knows it beforehand
/// @param platform what it was built for
public record BuiltImage(Digest id, Optional<Digest> manifest, Platform platform) {

  /// Whether an image in a registry is this one. Where the engine cannot tell the manifest's digest
  /// beforehand, the configuration decides: it names every layer by its content.
  ///
  /// @param config the digest of the other's configuration, when it is a single image
  public boolean is(Digest other, Optional<Digest> config) {
    return manifest
        .map(other::equals)
        .orElseGet(() -> config.isPresent() && config.get().equals(id));
  }
}
