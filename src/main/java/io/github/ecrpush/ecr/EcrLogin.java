package io.github.ecrpush.ecr;

import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.image.RegistryHost;
import java.net.URI;
import java.time.Instant;

/// What lets us into the registries of a region for some hours.
///
/// @param endpoint our own account's registry as AWS answered it: scheme and host
public record EcrLogin(RegistryCredential credential, URI endpoint, Instant expires) {

  /// The host of our own account's registry.
  public RegistryHost host() {
    return new RegistryHost(endpoint.getRawAuthority());
  }

  /// Where another registry of the region is reached: as ours is.
  public URI endpointOf(RegistryHost host) {
    return URI.create(endpoint.getScheme() + "://" + host);
  }
}
