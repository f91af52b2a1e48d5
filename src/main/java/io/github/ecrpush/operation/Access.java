package io.github.ecrpush.operation;

import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import java.util.List;

/// Our way into the registry of a target.
interface Access extends AutoCloseable {

  /// Who we are to registries, for whoever builds and pushes.
  CredentialSource logins();

  /// Finds out that the repository is there and lets us in, and what its tags point to.
  Destination find(RepositoryPath repository, List<Tag> tags) throws InterruptedException;

  @Override
  void close();
}
