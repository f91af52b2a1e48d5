package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsCaller;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.ecr.ListedImage;
import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.ecr.PushedImage;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Our way into the registry of a target.
interface Access extends AutoCloseable {

  /// Who we are to registries, for whoever builds and pushes.
  CredentialSource logins();

  /// Says that a repository will be looked for, so that several can be asked for at once.
  void expect(RepositoryPath repository);

  /// Finds out that the repository is there and lets us in, and what its tags point to.
  Destination find(RepositoryPath repository, List<Tag> tags) throws InterruptedException;

  /// Refuses settings that would remove the image that is pushed. Nothing is changed.
  void spare(PushedImage image, Destination found) throws InterruptedException;

  /// Makes the repository as it is wished, where that is left to do.
  ///
  /// @param image what is pushed then
  Destination prepare(Destination found, PushedImage image) throws InterruptedException;

  /// Images of a repository, those first that were pushed last; none where that is not known.
  List<ListedImage> newest(RepositoryPath repository) throws InterruptedException;

  /// Who AWS says we are; nothing where it is not asked.
  Optional<AwsCaller> caller() throws InterruptedException;

  /// Whether we may do what these would let us do, as far as it shows at a repository without doing
  /// it; nothing where AWS is not asked.
  ///
  /// @param done actions that AWS has just let us do there
  List<Permission> permissions(RepositoryPath repository, List<Grant> grants, Set<String> done)
      throws InterruptedException;

  @Override
  void close();
}
