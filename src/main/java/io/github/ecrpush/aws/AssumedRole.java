package io.github.ecrpush.aws;

import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.failure.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/// A role that is assumed with a token from GitHub. Each time it is assumed with a fresh token, for
/// a token lives a few minutes and a build may take hours.
final class AssumedRole implements CredentialOrigin {

  private static final Duration RENEW_BEFORE_END = Duration.ofMinutes(5);
  private static final Duration STILL_GOOD = Duration.ofMinutes(1);

  /// For what passes by itself. A refusal does not, and must be told at once.
  private static final int TRIES = 3;

  private static final Backoff PAUSE = new Backoff(Duration.ofMillis(600), Duration.ofSeconds(2));

  private final IdentityRequest request;
  private final RoleArn role;
  private final IdentityTokenSource tokens;
  private final AwsClients clients;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Session session;
  private @Nullable StsClient sts;

  /// What one assumption gave us.
  private record Session(AwsSessionCredentials credentials, String arn, Instant end) {}

  AssumedRole(
      IdentityRequest request,
      RoleArn role,
      IdentityTokenSource tokens,
      AwsClients clients,
      InstantSource clock) {
    this.request = request;
    this.role = role;
    this.tokens = tokens;
    this.clients = clients;
    this.clock = clock;
  }

  @Override
  public AwsCaller caller() throws InterruptedException {
    var arn = session().arn();
    return new AwsCaller(accountOf(arn), arn, "role `%s`, by GitHub's token".formatted(role));
  }

  @Override
  public AwsCredentials credentials() throws InterruptedException {
    return session().credentials();
  }

  private Session session() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (session == null) {
        session = assume();
      } else if (isNear(session.end(), RENEW_BEFORE_END)) {
        session = renewed(session);
      }
      return session;
    } finally {
      lock.unlock();
    }
  }

  /// What cannot be renewed now may be renewed a little later, as long as it is still good.
  private Session renewed(Session old) throws InterruptedException {
    try {
      return assume();
    } catch (FailureException e) {
      if (isNear(old.end(), STILL_GOOD)) {
        throw e;
      }
      return old;
    }
  }

  private boolean isNear(Instant end, Duration distance) {
    return clock.instant().plus(distance).isAfter(end);
  }

  private Session assume() throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      var token = freshToken();
      try {
        return session(clients.call(() -> client().assumeRoleWithWebIdentity(wish(token))));
      } catch (SdkException e) {
        if (attempt == TRIES || !StsFailures.mayPass(e)) {
          throw notAssumed(e, token);
        }
      }
      Thread.sleep(PAUSE.before(attempt, RandomGenerator.getDefault()));
    }
  }

  private FailureException notAssumed(SdkException e, Secret token) throws InterruptedException {
    var policy =
        StsFailures.isRefusal(e)
            ? trustPolicy()
            : new TrustPolicy.Unknown("STS refused before it looked at it.");
    return StsFailures.notAssumed(
        e,
        clients.server("STS", request.region()),
        request,
        new StsFailures.Presented(role, TokenClaims.of(token), policy, clock.instant()));
  }

  private TrustPolicy trustPolicy() throws InterruptedException {
    var given = request.proof().trustPolicy();
    return given.isPresent()
        ? new TrustPolicy.Known(given.get(), "the file of `trust-policy`")
        : new TrustPolicies(clients, request.region()).of(role);
  }

  /// A token, and beside it the client that will use it: setting up the first client of the SDK
  /// takes as long as GitHub's answer.
  private Secret freshToken() throws InterruptedException {
    try (var beside = new Parallel()) {
      var ready = beside.start("sts-client", this::client);
      var token = tokens.token(request.proof().audience());
      ready.await();
      return token;
    }
  }

  private AssumeRoleWithWebIdentityRequest wish(Secret token) {
    return AssumeRoleWithWebIdentityRequest.builder()
        .roleArn(role.toString())
        .roleSessionName(request.session().name())
        .durationSeconds((int) request.session().duration().toSeconds())
        .webIdentityToken(token.reveal())
        .build();
  }

  private Session session(AssumeRoleWithWebIdentityResponse response) {
    var keys = response.credentials();
    if (keys == null || response.assumedRoleUser() == null) {
      throw StsFailures.answerUnreadable(role);
    }
    return new Session(
        AwsSessionCredentials.create(
            keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()),
        response.assumedRoleUser().arn(),
        keys.expiration());
  }

  private synchronized StsClient client() {
    if (sts == null) {
      sts =
          clients
              .configure(
                  StsClient.builder(),
                  "STS",
                  request.region(),
                  AnonymousCredentialsProvider.create())
              .build();
    }
    return sts;
  }

  static AwsAccount accountOf(String arn) {
    var parts = arn.split(":", 6);
    return new AwsAccount(parts.length == 6 ? parts[4] : "");
  }

  @Override
  public synchronized void close() {
    if (sts != null) {
      sts.close();
    }
  }
}
