package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.RepositoryPath;
import java.util.Optional;

/// Where images are to go.
public sealed interface Target {

  /// What outputs call it.
  String name();

  /// What the repository of an image is called here. Only an image that goes nowhere has none.
  default Optional<RepositoryPath> repositoryOf(PushRequest.Image image) {
    return image.repository();
  }

  /// The ECR registry of a region, in our own account unless another one is named.
  ///
  /// @param who who to be to AWS there
  /// @param repository the repository there, when it is not called as the image is
  record Ecr(
      AwsRegion region,
      Optional<AwsAccount> account,
      IdentityRequest who,
      Optional<RepositoryPath> repository)
      implements Target {
    @Override
    public String name() {
      return account.map(id -> id + "/" + region).orElse(region.id())
          + repository.map(path -> "/" + path).orElse("");
    }

    @Override
    public Optional<RepositoryPath> repositoryOf(PushRequest.Image image) {
      return repository.or(image::repository);
    }
  }

  /// A registry that is named by its host. Nobody is asked about it.
  record Host(RegistryHost host) implements Target {
    @Override
    public String name() {
      return host.value();
    }
  }

  /// Nowhere: the run only builds.
  ///
  /// @param name the region that was named all the same, often empty
  record Nowhere(String name) implements Target {}
}
