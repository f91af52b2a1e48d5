package io.github.ecrpush.ecr;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.aws.AwsIdentity;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.AwsServer;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.image.RawManifest;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/// The registry of one account in one region. Threads may share it.
public final class EcrRegistry implements RegistryLogin, AutoCloseable {

  private static final Duration RENEW_BEFORE_END = Duration.ofMinutes(10);

  private final AwsIdentity identity;
  private final AwsClients clients;
  private final AwsRegion region;
  private final Optional<AwsAccount> registryId;
  private final InstantSource clock;
  private final RepositoryDescriptions descriptions = new RepositoryDescriptions();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable EcrClient ecr;
  private @Nullable EcrLogin login;
  private volatile boolean ready;

  /// @param registryId the account whose registry it is, when it is not our own
  public EcrRegistry(
      AwsIdentity identity,
      AwsClients clients,
      AwsRegion region,
      Optional<AwsAccount> registryId,
      InstantSource clock) {
    this.identity = identity;
    this.clients = clients;
    this.region = region;
    this.registryId = registryId;
    this.clock = clock;
  }

  /// A login, asked for once and again near its end. It is good for every registry of the region
  /// that lets us in; its endpoint is our own account's.
  @Override
  public EcrLogin login() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var held = login;
      if (held == null || clock.instant().plus(RENEW_BEFORE_END).isAfter(held.expires())) {
        held = askForLogin();
        login = held;
      }
      return held;
    } finally {
      lock.unlock();
    }
  }

  /// A new login in place of one that the registry refused. When another thread got a new one
  /// already, that one.
  @Override
  public EcrLogin renew(EcrLogin refused) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (refused.equals(login)) {
        login = null;
      }
      return login();
    } finally {
      lock.unlock();
    }
  }

  public AwsRegion region() {
    return region;
  }

  AwsServer server() {
    return clients.server("ECR", region);
  }

  /// Whether this is the host of our own account's registry. Where AWS is not AWS, as in a sandbox,
  /// its host looks like any other, and only the login tells.
  boolean isAt(RegistryHost host) throws InterruptedException {
    return server().other().isPresent() && login().host().equals(host);
  }

  /// Says that a repository will be looked at, so that ECR is asked for several at once.
  public void expect(RepositoryPath path) {
    descriptions.expect(path);
  }

  RepositoryDescriptions descriptions() {
    return descriptions;
  }

  /// A repository as it is now.
  public RepositoryState repository(RepositoryPath path) throws InterruptedException {
    var call = new RepositoryCall(this, path);
    var found = call.describe();
    if (found.isEmpty()) {
      throw missing(path);
    }
    return call.state(found.get());
  }

  /// What each of the tags points to now. A tag that does not exist is not in the answer.
  public Map<Tag, RawManifest> images(RepositoryPath path, List<Tag> tags)
      throws InterruptedException {
    return new ImageQuestions(this, path).named(tags);
  }

  /// Some images of a repository, those first that were pushed last.
  public List<ListedImage> newest(RepositoryPath path) throws InterruptedException {
    return new ImageQuestions(this, path).newest();
  }

  /// Whether we may do what these would let us do, as far as it shows at a repository without doing
  /// it.
  ///
  /// @param done actions that AWS has just let us do there
  public List<Permission> permissions(RepositoryPath path, List<Grant> grants, Set<String> done)
      throws InterruptedException {
    return new PermissionQuestions(this, path).answers(grants, done);
  }

  private EcrLogin askForLogin() throws InterruptedException {
    var question = EcrFailures.Question.login(server());
    var response = ask(question, () -> client().getAuthorizationToken());
    return EcrAnswers.login(question, response.authorizationData());
  }

  /// Says that there is no such repository here.
  FailureException missing(RepositoryPath path) throws InterruptedException {
    return EcrFailures.repositoryMissing(path, account().id(), region);
  }

  /// The account whose registry it is.
  AwsAccount account() throws InterruptedException {
    return registryId.isPresent() ? registryId.get() : identity.open().account();
  }

  /// The account to name in a question, where ours is understood.
  Optional<String> registryId() {
    return registryId.map(AwsAccount::id);
  }

  /// A call of ECR's API; a repository that is not there is for whoever asks to tell.
  <T> T ask(EcrFailures.Question question, Supplier<T> call) throws InterruptedException {
    try {
      return call(call);
    } catch (RepositoryNotFoundException e) {
      throw e; // whoever asked knows which
    } catch (SdkException e) {
      throw EcrFailures.of(question, e);
    }
  }

  /// The same, for whom a refusal is an answer too.
  ///
  /// @throws SdkException as it comes
  <T> T call(Supplier<T> call) throws InterruptedException {
    open();
    return identity.call(call);
  }

  /// Has identity and client ready side by side, before the first call.
  private void open() throws InterruptedException {
    if (ready) {
      return;
    }
    try (var beside = new Parallel()) {
      var client = beside.start("ecr-client", this::client);
      identity.open();
      client.await();
    }
    ready = true;
  }

  synchronized EcrClient client() {
    if (ecr == null) {
      ecr = clients.configure(EcrClient.builder(), "ECR", region, identity.credentials()).build();
    }
    return ecr;
  }

  @Override
  public synchronized void close() {
    if (ecr != null) {
      ecr.close();
    }
  }
}
