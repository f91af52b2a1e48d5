package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsCaller;
import io.github.ecrpush.credential.ChainedCredentials;
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

/// The way of a run that pushes nothing: it knows only the logins that were named.
final class NoAccess implements Access {

  private final CredentialSource logins;

  NoAccess(Workplace workplace, CredentialSource named) {
    this.logins = new ChainedCredentials(List.of(named, workplace.dockerLogins()));
  }

  @Override
  public CredentialSource logins() {
    return logins;
  }

  @Override
  public void expect(RepositoryPath repository) {}

  @Override
  public Destination find(RepositoryPath repository, List<Tag> tags) {
    throw new IllegalStateException("a run that pushes nothing looks for no destination");
  }

  @Override
  public void spare(PushedImage image, Destination found) {}

  @Override
  public Destination prepare(Destination found, PushedImage image) {
    return found;
  }

  @Override
  public List<ListedImage> newest(RepositoryPath repository) {
    return List.of();
  }

  @Override
  public Optional<AwsCaller> caller() {
    return Optional.empty();
  }

  @Override
  public List<Permission> permissions(
      RepositoryPath repository, List<Grant> grants, Set<String> done) {
    return List.of();
  }

  @Override
  public void close() {}
}
