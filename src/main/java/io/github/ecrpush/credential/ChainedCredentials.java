package io.github.ecrpush.credential;

import io.github.ecrpush.image.RegistryHost;
import java.util.List;
import java.util.Optional;

/// Several sources, asked one after the other until one knows us.
public record ChainedCredentials(List<CredentialSource> sources) implements CredentialSource {

  public ChainedCredentials {
    sources = List.copyOf(sources);
  }

  @Override
  public Optional<RegistryCredential> find(RegistryHost registry) throws InterruptedException {
    for (var source : sources) {
      var found = source.find(registry);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
