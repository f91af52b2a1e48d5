package io.github.ecrpush.aws;

import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/// What the machine itself offers, in the SDK's order: keys in the environment, a role for the
/// token in a file (as Kubernetes gives it to a pod), a profile, the container's role, the
/// machine's role.
final class AmbientCredentials implements CredentialOrigin {

  private final AwsClients clients;
  private final AwsRegion region;
  private final ProgressListener progress;
  private final AwsCredentialsProvider provider;

  private AmbientCredentials(
      AwsClients clients,
      AwsRegion region,
      ProgressListener progress,
      AwsCredentialsProvider provider) {
    this.clients = clients;
    this.region = region;
    this.progress = progress;
    this.provider = provider;
  }

  static AmbientCredentials in(AwsClients clients, AwsRegion region, ProgressListener progress) {
    var environment = clients.environment();
    return new AmbientCredentials(
        clients,
        region,
        progress,
        keysIn(environment)
            .map(keys -> (AwsCredentialsProvider) keys)
            .orElseGet(() -> chain(clients, region)));
  }

  @Override
  public AwsCaller caller() throws InterruptedException {
    var credentials = credentials();
    if (!(credentials instanceof AwsSessionCredentials)) {
      progress.on(
          new ProgressEvent.Warning(
              "The AWS keys in use do not expire. On GitHub, `role-to-assume` with `permissions:"
                  + " id-token: write` (OpenID Connect) needs no stored keys."));
    }
    try (var sts = clients.configure(StsClient.builder(), "STS", region, provider).build()) {
      var identity = clients.call(sts::getCallerIdentity);
      return new AwsCaller(
          new AwsAccount(identity.account()), identity.arn(), "`%s`".formatted(identity.arn()));
    } catch (SdkException e) {
      throw StsFailures.notKnown(e, region);
    }
  }

  @Override
  public AwsCredentials credentials() throws InterruptedException {
    try {
      return clients.call(provider::resolveCredentials);
    } catch (SdkException e) {
      throw AwsFailures.noCredentials(e);
    }
  }

  private static Optional<StaticCredentialsProvider> keysIn(Map<String, String> environment) {
    var id = environment.getOrDefault("AWS_ACCESS_KEY_ID", "").strip();
    var secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "").strip();
    var token = environment.getOrDefault("AWS_SESSION_TOKEN", "").strip();
    if (id.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        StaticCredentialsProvider.create(
            token.isEmpty()
                ? AwsBasicCredentials.create(id, secret)
                : AwsSessionCredentials.create(id, secret, token)));
  }

  private static AwsCredentialsProvider chain(AwsClients clients, AwsRegion region) {
    var environment = clients.environment();
    var chain = AwsCredentialsProviderChain.builder().reuseLastProviderEnabled(true);
    var tokenFile = environment.getOrDefault("AWS_WEB_IDENTITY_TOKEN_FILE", "").strip();
    var role = environment.getOrDefault("AWS_ROLE_ARN", "").strip();
    if (!tokenFile.isEmpty() && !role.isEmpty()) {
      var nobody = AnonymousCredentialsProvider.create();
      chain.addCredentialsProvider(
          StsWebIdentityTokenFileCredentialsProvider.builder()
              .stsClient(clients.configure(StsClient.builder(), "STS", region, nobody).build())
              .webIdentityTokenFile(Path.of(tokenFile))
              .roleArn(role)
              .roleSessionName(environment.getOrDefault("AWS_ROLE_SESSION_NAME", "ecr-push"))
              .build());
    }
    chain.addCredentialsProvider(
        ProfileCredentialsProvider.builder()
            .profileFile(() -> profiles(environment))
            .profileName(environment.getOrDefault("AWS_PROFILE", "default"))
            .build());
    chain.addCredentialsProvider(ContainerCredentialsProvider.builder().build());
    if (!"true".equalsIgnoreCase(environment.get("AWS_EC2_METADATA_DISABLED"))) {
      chain.addCredentialsProvider(InstanceProfileCredentialsProvider.create());
    }
    return chain.build();
  }

  private static ProfileFile profiles(Map<String, String> environment) {
    var all = ProfileFile.aggregator();
    add(
        all,
        environment,
        "AWS_SHARED_CREDENTIALS_FILE",
        "credentials",
        ProfileFile.Type.CREDENTIALS);
    add(all, environment, "AWS_CONFIG_FILE", "config", ProfileFile.Type.CONFIGURATION);
    return all.build();
  }

  private static void add(
      ProfileFile.Aggregator all,
      Map<String, String> environment,
      String variable,
      String usualName,
      ProfileFile.Type type) {
    var home = environment.getOrDefault("HOME", "");
    var file = Path.of(environment.getOrDefault(variable, home + "/.aws/" + usualName));
    if (Files.isReadable(file)) {
      all.addFile(ProfileFile.builder().content(file).type(type).build());
    }
  }

  @Override
  public void close() {
    if (provider instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) { // nothing of ours depends on it
        throw new IllegalStateException(e);
      }
    }
  }
}
