package io.github.ecrpush.aws;

import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressListener;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.AbortedException;

/// Who we are to AWS. Nothing is asked before somebody needs to know; then it is asked once for all
/// threads, and again when the credentials near their end. They are held in memory only.
public final class AwsIdentity implements AutoCloseable {

  private final IdentityRequest request;
  private final CredentialOrigin origin;
  private final AwsClients clients;
  private final ProgressListener progress;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable AwsCaller caller;
  private @Nullable FailureException failure;

  private AwsIdentity(
      IdentityRequest request,
      CredentialOrigin origin,
      AwsClients clients,
      ProgressListener progress) {
    this.request = request;
    this.origin = origin;
    this.clients = clients;
    this.progress = progress;
  }

  /// With a role: that role, by tokens from the source or from a file. Without: what the
  /// environment, the profile, the container or the machine offers; the listener is warned of keys
  /// that do not expire. Then the roles of the chain, one by the other.
  public static AwsIdentity of(
      IdentityRequest request,
      IdentityTokenSource tokens,
      AwsClients clients,
      InstantSource clock,
      ProgressListener progress) {
    var roles = request.roles();
    CredentialOrigin origin =
        roles
            .first()
            .<CredentialOrigin>map(role ->
                new AssumedRole(request, role, tokens(request, role, tokens), clients, clock))
            .orElseGet(() -> ambient(request, clients, clock, progress));
    for (int number = 1; number <= roles.chain().size(); number++) {
      var hop = ChainedRole.Hop.of(roles, number);
      origin = new ChainedRole(request, hop, origin, clients, clock);
    }
    return new AwsIdentity(
        request,
        roles.existingFirst()
            ? new ExistingFirst(ambient(request, clients, clock, progress), origin, progress)
            : origin,
        clients,
        progress);
  }

  private static AmbientCredentials ambient(
      IdentityRequest request, AwsClients clients, InstantSource clock, ProgressListener progress) {
    return new AmbientCredentials(
        clients, request.region(), clock, progress, request.proof().keys());
  }

  private static IdentityTokenSource tokens(
      IdentityRequest request, RoleArn role, IdentityTokenSource gitHub) {
    return request
        .proof()
        .tokenFile()
        .<IdentityTokenSource>map(file -> new TokenFile(StsFailures.what(role), file))
        .orElse(gitHub);
  }

  /// Who we are. The first call asks; when it fails, later calls fail alike without asking again.
  ///
  /// @throws FailureException if we are nobody, or not who we may be
  public AwsCaller open() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (failure != null) {
        throw failure;
      }
      if (caller == null) {
        requireAllowedRole();
        caller = origin.caller();
        tellOfTheHour();
        requireAllowed(caller.account(), caller.arn());
      }
      return caller;
    } catch (FailureException e) {
      failure = e;
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /// For clients of the SDK: credentials that are good now.
  public AwsCredentialsProvider credentials() {
    return this::current;
  }

  /// Makes a call with a client that has our credentials, and once more with new ones when AWS
  /// finds them ended.
  public <T> T call(Supplier<T> call) throws InterruptedException {
    open();
    return clients.call(origin, _ -> call.get());
  }

  /// Credentials that are good now, to be handed on.
  public AwsKeys keys() throws InterruptedException {
    open();
    var now = origin.credentials();
    return new AwsKeys(
        now.accessKeyId(),
        new Secret(now.secretAccessKey()),
        now instanceof AwsSessionCredentials session
            ? Optional.of(new Secret(session.sessionToken()))
            : Optional.empty());
  }

  public AwsRegion region() {
    return request.region();
  }

  @Override
  public void close() {
    origin.close();
  }

  private AwsCredentials current() {
    try {
      open();
      return origin.credentials();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted", e);
    }
  }

  private void tellOfTheHour() {
    var wished = request.session().duration();
    if (!request.roles().chain().isEmpty() && wished.compareTo(ChainedRole.LONGEST) > 0) {
      progress.on(
          new ProgressEvent.Fact(
              "AWS gives a role that is assumed by a role one hour at most, so those of `role-chain`"
                  + " are assumed anew each hour, and not after `role-duration-seconds`."));
    }
  }

  /// What cannot end well is not begun. Credentials that are there already may be of any account.
  private void requireAllowedRole() {
    var roles = request.roles().all();
    if (!roles.isEmpty() && !request.roles().existingFirst()) {
      requireAllowed(roles.getLast().account(), roles.getLast().toString());
    }
  }

  private void requireAllowed(AwsAccount account, String arn) {
    var allowed = request.allowedAccounts();
    if (!allowed.isEmpty() && !allowed.contains(account)) {
      throw AwsFailures.accountNotAllowed(account, arn, allowed);
    }
  }
}
