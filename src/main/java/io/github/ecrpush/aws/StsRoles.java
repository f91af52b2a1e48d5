package io.github.ecrpush.aws;

import io.github.ecrpush.aws.RenewedSession.Session;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;

/// STS in a region, as it is asked for roles. Its client is made when it is first used, and signs
/// with nobody's credentials but those that a call brings along. Threads may share one.
final class StsRoles implements AutoCloseable {

  private final AwsClients clients;
  private final AwsRegion region;
  private @Nullable StsClient sts;

  StsRoles(AwsClients clients, AwsRegion region) {
    this.clients = clients;
    this.region = region;
  }

  synchronized StsClient client() {
    if (sts == null) {
      sts =
          clients
              .configure(StsClient.builder(), "STS", region, AnonymousCredentialsProvider.create())
              .build();
    }
    return sts;
  }

  AwsServer server() {
    return clients.server("STS", region);
  }

  /// The session in an answer for a role.
  Session session(RoleArn role, @Nullable Credentials keys, @Nullable AssumedRoleUser user) {
    if (keys == null || user == null) {
      throw StsFailures.answerUnreadable(role);
    }
    clients.credentialsIssued();
    return Session.of(keys, user.arn());
  }

  @Override
  public synchronized void close() {
    if (sts != null) {
      sts.close();
    }
  }
}
