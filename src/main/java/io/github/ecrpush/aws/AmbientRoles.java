package io.github.ecrpush.aws;

import io.github.ecrpush.file.SmallFile;
import io.github.ecrpush.file.UnusableFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/// Assumes the roles that the machine's own configuration names, and renews them near their end.
final class AmbientRoles implements AutoCloseable {

  private static final String SESSION_NAME = "ecr-push";

  private final AwsClients clients;
  private final AwsRegion region;
  private final List<StsClient> opened = new CopyOnWriteArrayList<>();

  AmbientRoles(AwsClients clients, AwsRegion region) {
    this.clients = clients;
    this.region = region;
  }

  /// How a role is to be assumed, besides by whom.
  ///
  /// @param what the sentence for a role that is not given
  record Wish(
      String what,
      String role,
      Optional<String> sessionName,
      Optional<String> externalId,
      Optional<Integer> seconds) {

    static Wish of(String what, String role, Optional<String> sessionName) {
      return new Wish(what, role, sessionName, Optional.empty(), Optional.empty());
    }
  }

  /// With the token in a file, which somebody else keeps fresh.
  AwsCredentialsProvider byToken(Wish wish, Path tokenFile) {
    var role =
        StsWebIdentityTokenFileCredentialsProvider.builder()
            .stsClient(sts(AnonymousCredentialsProvider.create()))
            .webIdentityTokenFile(tokenFile)
            .roleArn(wish.role())
            .roleSessionName(wish.sessionName().orElse(SESSION_NAME))
            .build();
    return told(
        wish,
        () -> {
          requireToken(wish, tokenFile);
          return role.resolveCredentials();
        });
  }

  private static void requireToken(Wish wish, Path file) {
    try {
      if (SmallFile.text(file, TokenFile.LONGEST).isBlank()) {
        throw AwsFailures.tokenFileUnreadable(wish.what(), file, "It is empty.");
      }
    } catch (UnusableFileException e) {
      throw AwsFailures.tokenFileUnreadable(wish.what(), file, e.sentence());
    } catch (IOException _) {
      throw AwsFailures.tokenFileUnreadable(
          wish.what(), file, "It is not there, or may not be read.");
    }
  }

  /// With other credentials.
  AwsCredentialsProvider byCredentials(Wish wish, AwsCredentialsProvider source) {
    var request =
        AssumeRoleRequest.builder()
            .roleArn(wish.role())
            .roleSessionName(wish.sessionName().orElse(SESSION_NAME))
            .externalId(wish.externalId().orElse(null))
            .durationSeconds(wish.seconds().orElse(null))
            .build();
    return told(
        wish,
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts(source))
            .refreshRequest(request)
            .build());
  }

  private StsClient sts(AwsCredentialsProvider source) {
    var sts = clients.configure(StsClient.builder(), "STS", region, source).build();
    opened.add(sts);
    return sts;
  }

  private AwsCredentialsProvider told(Wish wish, AwsCredentialsProvider provider) {
    return () -> {
      try {
        return provider.resolveCredentials();
      } catch (SdkException e) {
        throw StsFailures.ofMachine(wish.what(), e, clients.server("STS", region));
      }
    };
  }

  @Override
  public void close() {
    opened.forEach(StsClient::close);
  }
}
