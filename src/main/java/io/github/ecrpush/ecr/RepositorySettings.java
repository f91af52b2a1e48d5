package io.github.ecrpush.ecr;

import io.github.ecrpush.ecr.settings.AccessPolicy;
import io.github.ecrpush.ecr.settings.Encryption;
import io.github.ecrpush.ecr.settings.LifecyclePolicy;
import io.github.ecrpush.ecr.settings.RepositoryTags;
import java.util.Optional;

/// How a repository is wished to be. What is not wished is left as it is, and not asked for.
public record RepositorySettings(
    Optional<TagMutability> mutability,
    Optional<Boolean> scanOnPush,
    Optional<Encryption> encryption,
    Optional<AccessPolicy> policy,
    Optional<LifecyclePolicy> lifecycle,
    RepositoryTags tags) {

  /// Nothing is wished.
  public static final RepositorySettings NONE =
      new RepositorySettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          RepositoryTags.NONE);
}
