package io.github.ecrpush.aws;

import io.github.ecrpush.aws.RenewedSession.Session;
import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.failure.FailureException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;

/// A role that is assumed with a token from GitHub. Each time it is assumed with a fresh token, for
/// a token lives a few minutes and a build may take hours.
final class AssumedRole implements CredentialOrigin {

  /// For what passes by itself. A refusal does not, and must be told at once.
  private static final int TRIES = 3;

  private static final Backoff PAUSE = new Backoff(Duration.ofMillis(600), Duration.ofSeconds(2));

  private final IdentityRequest request;
  private final RoleArn role;
  private final IdentityTokenSource tokens;
  private final AwsClients clients;
  private final InstantSource clock;
  private final StsRoles sts;
  private final RenewedSession session;
  private volatile @Nullable String subject;

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
    this.sts = new StsRoles(clients, request.region());
    this.session = new RenewedSession(this::assume, clock);
  }

  @Override
  public AwsCaller caller() throws InterruptedException {
    var now = session.current();
    var origin = "role `%s`, by %s".formatted(role, proof(request));
    return new AwsCaller(
        now.account(), now.arn(), origin, Optional.ofNullable(subject), Optional.of(now.end()));
  }

  /// What proves who we are, in words.
  static String proof(IdentityRequest request) {
    return request
        .proof()
        .tokenFile()
        .map(file -> "the token in `" + file + "`")
        .orElse("GitHub's token");
  }

  @Override
  public AwsCredentials credentials() throws InterruptedException {
    return session.current().credentials();
  }

  @Override
  public boolean renew(AwsCredentials ended) throws InterruptedException {
    return session.renew(ended);
  }

  private Session assume() throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      var token = freshToken();
      try {
        var answer = clients.call(() -> sts.client().assumeRoleWithWebIdentity(wish(token)));
        subject = answer.subjectFromWebIdentityToken();
        return sts.session(role, answer.credentials(), answer.assumedRoleUser());
      } catch (SdkException e) {
        if (attempt == TRIES || !StsFailures.mayPass(e, request)) {
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
        sts.server(),
        request,
        new StsFailures.Presented(role, TokenClaims.of(token), policy, clock.instant()));
  }

  private TrustPolicy trustPolicy() throws InterruptedException {
    var given = request.proof().trustPolicy();
    return given.isPresent()
        ? new TrustPolicy.Known(given.get(), "the file of `trust-policy`")
        : new TrustPolicies(clients, request.region(), clock).of(role);
  }

  /// A token, and beside it the client that will use it: setting up the first client of the SDK
  /// takes as long as GitHub's answer.
  private Secret freshToken() throws InterruptedException {
    try (var beside = new Parallel()) {
      var ready = beside.start("sts-client", sts::client);
      var token = tokens.token(request.proof().audience());
      ready.await();
      return token;
    }
  }

  private AssumeRoleWithWebIdentityRequest wish(Secret token) {
    var wished = request.session();
    var wish =
        AssumeRoleWithWebIdentityRequest.builder()
            .roleArn(role.toString())
            .roleSessionName(wished.name())
            .durationSeconds((int) wished.duration().toSeconds())
            .webIdentityToken(token.reveal());
    if (request.roles().chain().isEmpty()) {
      wish.policy(wished.policies().inline().orElse(null))
          .policyArns(ChainedRole.arns(wished.policies()));
    }
    return wish.build();
  }

  @Override
  public void close() {
    sts.close();
  }
}
