package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.image.RegistryHost;
import java.util.Optional;

/// Where images are to go.
public sealed interface Target {

  /// What outputs call it.
  String name();

  /// The ECR registry of a region, in our own account unless another one is named.
  record Ecr(AwsRegion region, Optional<AwsAccount> account) implements Target {
    @Override
    public String name() {
      return account.map(id -> id + "/" + region).orElse(region.id());
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
  record Nowhere() implements Target {
    @Override
    public String name() {
      return "";
    }
  }
}
