package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.aws.AwsIdentity;
import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.ecr.EcrRegistry;
import io.github.ecrpush.ecr.Repositories;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The registries of ECR that a run goes to, and who it is there. Targets that want the same one
/// share it, so that AWS is asked once.
///
/// Not thread-safe: a run takes what it needs before it begins.
final class Registries implements AutoCloseable {

  private final Workplace workplace;
  private final CredentialSource named;
  private final boolean mayChange;
  private final LeastSession session;
  private final Map<IdentityRequest, AwsIdentity> identities = new LinkedHashMap<>();
  private final Map<Target.Ecr, EcrRegistry> registries = new LinkedHashMap<>();
  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private @Nullable AwsClients clients;

  /// @param mayChange whether repositories are made as wished, and not only looked at
  Registries(Workplace workplace, PushRequest request, boolean mayChange) {
    this.workplace = workplace;
    this.named = host -> Optional.ofNullable(request.logins().get(host));
    this.mayChange = mayChange;
    this.session = new LeastSession(request, workplace.listener());
  }

  /// The request with each target of an image once. Whether two of them are the same one may show
  /// only when AWS has said whose account ours is.
  PushRequest once(PushRequest request) throws InterruptedException {
    var images = new ArrayList<PushRequest.Image>();
    for (var image : request.images()) {
      images.add(image.isPushed() ? once(image) : image); // of others nobody is asked
    }
    return request.with(images);
  }

  private PushRequest.Image once(PushRequest.Image image) throws InterruptedException {
    return image.to(new SameTargets(image).once(image.targets(), this::account));
  }

  private Optional<AwsAccount> account(Target.Ecr target) throws InterruptedException {
    try {
      return Optional.of(identity(target).open().account());
    } catch (FailureException _) {
      return Optional.empty(); // it fails at the target, too, and is told there
    }
  }

  /// The way of an image into the registry of a target.
  Access access(PushRequest.Image image, Target target) {
    return switch (target) {
      case Target.Ecr ecr -> new EcrAccess(workplace, this, ecr, named, repositories(image, ecr));
      case Target.Host(RegistryHost host) -> new HostAccess(workplace, host, named);
      case Target.Nowhere _ -> new NoAccess(workplace, named);
    };
  }

  private Repositories repositories(PushRequest.Image image, Target.Ecr target) {
    return new Repositories(at(target), image.repositories(), !mayChange, workplace.listener());
  }

  EcrRegistry at(Target.Ecr target) {
    var whole = new Target.Ecr(target.region(), target.account(), target.who(), Optional.empty());
    return registries.computeIfAbsent(
        whole,
        key ->
            new EcrRegistry(
                identity(key), clients(), key.region(), key.account(), workplace.clock()));
  }

  AwsIdentity identity(Target.Ecr target) {
    return identities.computeIfAbsent(
        target.who(),
        request ->
            AwsIdentity.of(
                session.of(request),
                workplace.tokens(),
                clients(),
                workplace.clock(),
                workplace.listener()));
  }

  /// Tells of something once, for however many targets it holds.
  void say(String fact) {
    if (said.add(fact)) {
      workplace.listener().on(new Fact(fact));
    }
  }

  /// Made when the first target asks AWS something.
  AwsClients clients() {
    if (clients == null) {
      clients = workplace.aws().get();
    }
    return clients;
  }

  @Override
  public void close() {
    registries.values().forEach(EcrRegistry::close);
    identities.values().forEach(AwsIdentity::close);
    if (clients != null) {
      clients.close();
    }
  }
}
