package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsCaller;
import io.github.ecrpush.aws.AwsIdentity;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.credential.ChainedCredentials;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.ecr.EcrLogins;
import io.github.ecrpush.ecr.EcrRegistry;
import io.github.ecrpush.ecr.ListedImage;
import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.ecr.PushFailures;
import io.github.ecrpush.ecr.PushedImage;
import io.github.ecrpush.ecr.Repositories;
import io.github.ecrpush.ecr.RepositoryPlan;
import io.github.ecrpush.ecr.StoredImages;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.image.RawManifest;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.operation.Destination.TaggedImage;
import io.github.ecrpush.registry.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The way into a registry of ECR: an identity, and the login that it is given. Nothing is asked
/// before somebody needs it.
final class EcrAccess implements Access {

  private final Workplace workplace;
  private final Registries registries;
  private final AwsIdentity identity;
  private final EcrRegistry registry;
  private final Repositories repositories;
  private final EcrLogins ecrLogins;
  private final CredentialSource logins;

  EcrAccess(
      Workplace workplace,
      Registries registries,
      Target.Ecr target,
      CredentialSource named,
      Repositories repositories) {
    this.workplace = workplace;
    this.registries = registries;
    this.identity = registries.identity(target);
    this.registry = registries.at(target);
    this.repositories = repositories;
    this.ecrLogins = new EcrLogins(registry, identity, registries.clients(), workplace.clock());
    this.logins = new ChainedCredentials(List.of(named, ecrLogins, workplace.dockerLogins()));
  }

  @Override
  public CredentialSource logins() {
    return logins;
  }

  @Override
  public void expect(RepositoryPath path) {
    registry.expect(path);
  }

  /// The login, the repository and its tags are asked for side by side.
  @Override
  public Destination find(RepositoryPath path, List<Tag> tags) throws InterruptedException {
    var caller = caller().orElseThrow();
    registries.say(caller.origin() + ", account " + caller.account() + ", " + registry.region());
    try (var questions = new Parallel()) {
      var _ = questions.start("login", registry::login);
      var plan = questions.start("repository", () -> repositories.find(path, tags));
      var now = questions.start("tags", () -> repositories.images(path, tags));
      questions.join();
      return destination(plan.await(), tagged(now.await()));
    }
  }

  @Override
  public void spare(PushedImage image, Destination found) throws InterruptedException {
    repositories.spare(image, found.plan().orElseThrow());
  }

  @Override
  public Destination prepare(Destination found, PushedImage image) throws InterruptedException {
    var plan = found.plan().orElseThrow();
    return plan.isDone() ? found : destination(repositories.make(plan, image), found.now());
  }

  @Override
  public List<ListedImage> newest(RepositoryPath path) throws InterruptedException {
    return registry.newest(path);
  }

  private Destination destination(RepositoryPlan plan, Map<Tag, TaggedImage> now) {
    var state = plan.state();
    return new Destination(
        new Place(state.uri(), state.region().id(), state.account().id()),
        Optional.of(plan),
        state.mutability(),
        now,
        new StoredImages(registry, workplace.http()),
        registry,
        (image, said) -> PushFailures.of(state, image, said));
  }

  private static Map<Tag, TaggedImage> tagged(Map<Tag, RawManifest> manifests) {
    var tagged = new LinkedHashMap<Tag, TaggedImage>();
    manifests.forEach((tag, manifest) -> {
      var image = Manifest.singleOf(manifest);
      tagged.put(
          tag,
          new TaggedImage(
              manifest.digest(),
              image.map(Manifest.Image::config),
              image.map(Manifest.Image::bytes)));
    });
    return tagged;
  }

  @Override
  public Optional<AwsCaller> caller() throws InterruptedException {
    var caller = identity.open();
    workplace.accounts().accept(caller.account().id());
    return Optional.of(caller);
  }

  @Override
  public List<Permission> permissions(RepositoryPath path, List<Grant> grants, Set<String> done)
      throws InterruptedException {
    return registry.permissions(path, grants, done);
  }

  @Override
  public void close() {
    ecrLogins.close();
  }
}
