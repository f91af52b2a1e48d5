package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsCaller;
import io.github.ecrpush.credential.ChainedCredentials;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.ecr.EcrLogin;
import io.github.ecrpush.ecr.ListedImage;
import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.ecr.PushedImage;
import io.github.ecrpush.ecr.RegistryLogin;
import io.github.ecrpush.ecr.StoredImages;
import io.github.ecrpush.ecr.TagMutability;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.operation.Destination.TaggedImage;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The way into a registry that was named by its host, with a login at hand. AWS is asked nothing.
final class HostAccess implements Access {

  /// Nobody was asked, so the registry itself will say.
  private static final TagMutability UNKNOWN = new TagMutability(true, List.of());

  private final Workplace workplace;
  private final RegistryHost host;
  private final CredentialSource logins;

  HostAccess(Workplace workplace, RegistryHost host, CredentialSource named) {
    this.workplace = workplace;
    this.host = host;
    this.logins = new ChainedCredentials(List.of(named, workplace.dockerLogins()));
  }

  @Override
  public CredentialSource logins() {
    return logins;
  }

  @Override
  public void expect(RepositoryPath repository) {}

  @Override
  public Destination find(RepositoryPath path, List<Tag> tags) throws InterruptedException {
    var credential =
        logins
            .find(host)
            .orElseThrow(() -> new FailureException(OperationFailures.loginMissing(host)));
    var login = new Fixed(new EcrLogin(credential, endpoint(), Instant.MAX));
    var images = new StoredImages(login, workplace.http());
    var repository = new Repository(host, path);
    var now = new LinkedHashMap<Tag, TaggedImage>();
    for (var tag : tags) {
      Destination.look(images, repository.tagged(tag)).ifPresent(there -> now.put(tag, there));
    }
    return new Destination(
        new Place(repository, "", ""),
        Optional.empty(),
        UNKNOWN,
        now,
        images,
        login,
        HostAccess::refused);
  }

  @Override
  public void spare(PushedImage image, Destination found) {}

  @Override
  public Destination prepare(Destination found, PushedImage image) {
    return found;
  }

  private static FailureException refused(ImageReference image, String said) {
    return new FailureException(OperationFailures.pushRefused(image, said));
  }

  /// A registry on this machine is reached without TLS, as Docker reaches it.
  private URI endpoint() {
    var name = host.value();
    boolean here =
        name.startsWith("localhost:") || name.startsWith("127.") || name.startsWith("[::1]");
    return URI.create((here ? "http://" : "https://") + name);
  }

  private record Fixed(EcrLogin login) implements RegistryLogin {
    @Override
    public EcrLogin renew(EcrLogin refused) {
      return login;
    }
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
