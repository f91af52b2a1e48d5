package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsCaller;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.RepositoryPath;
import java.util.Optional;

/// Where an image is to go, as far as that is known before the place is found.
///
/// @param name what the run calls it
public record Goal(
    String name,
    Optional<RepositoryPath> repository,
    Optional<RegistryHost> registry,
    Optional<AwsRegion> region,
    Optional<AwsAccount> account) {

  /// A goal of which nothing is known but what it is called.
  public static Goal named(String name) {
    return new Goal(name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Goal of(Target target, PushRequest.Image image) {
    var repository = target.repositoryOf(image);
    return switch (target) {
      case Target.Ecr ecr ->
          new Goal(
              ecr.name(), repository, Optional.empty(), Optional.of(ecr.region()), ecr.account());
      case Target.Host(var host) ->
          new Goal(host.value(), repository, Optional.of(host), Optional.empty(), Optional.empty());
      case Target.Nowhere(var name) -> named(name);
    };
  }

  /// The same for who we are there: our own account, where no other one was named.
  Goal as(Optional<AwsCaller> caller) {
    return new Goal(
        name, repository, registry, region, account.or(() -> caller.map(AwsCaller::account)));
  }
}
