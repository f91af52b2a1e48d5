package io.github.ecrpush.aws;

import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/// What the machine itself offers, in the SDK's order: keys in the environment, a role for the
/// token in a file (as Kubernetes gives it to a pod), a profile, the container's role, the
/// machine's role. The first of keys, token file and profile that is there decides; when it is
/// refused, that is said.
final class AmbientCredentials implements CredentialOrigin {

  private static final Path VENDOR = Path.of("/sys/class/dmi/id/sys_vendor");

  private final AwsClients clients;
  private final AwsRegion region;
  private final InstantSource clock;
  private final ProgressListener progress;
  private final AmbientRoles roles;
  private final Optional<AwsKeys> given;
  private @Nullable AwsCredentialsProvider provider;

  /// @param given keys that count in place of all that the machine offers
  AmbientCredentials(
      AwsClients clients,
      AwsRegion region,
      InstantSource clock,
      ProgressListener progress,
      Optional<AwsKeys> given) {
    this.clients = clients;
    this.region = region;
    this.clock = clock;
    this.progress = progress;
    this.roles = new AmbientRoles(clients, region);
    this.given = given;
  }

  @Override
  public AwsCaller caller() throws InterruptedException {
    var credentials = credentials();
    try (var sts = clients.configure(StsClient.builder(), "STS", region, provider()).build()) {
      var identity = clients.call(sts::getCallerIdentity);
      if (!(credentials instanceof AwsSessionCredentials)) {
        progress.on(
            new ProgressEvent.Warning(
                "The AWS keys in use do not expire. On GitHub, `role-to-assume` with `permissions:"
                    + " id-token: write` (OpenID Connect) needs no stored keys."));
      }
      return new AwsCaller(
          new AwsAccount(identity.account()),
          identity.arn(),
          "`%s`".formatted(identity.arn()),
          Optional.empty(),
          credentials.expirationTime());
    } catch (SdkException e) {
      throw StsFailures.notKnown(e, clients.server("STS", region), given.isPresent());
    }
  }

  @Override
  public AwsCredentials credentials() throws InterruptedException {
    try {
      return clients.call(provider()::resolveCredentials);
    } catch (SdkException e) {
      throw isOfEc2() ? ContainerFailures.instanceSilent(e) : AwsFailures.noCredentials(e);
    }
  }

  /// Looks again: a file may have been written anew, and a machine's role has a new session. Keys
  /// that were given stay what they are.
  @Override
  public synchronized boolean renew(AwsCredentials ended) throws InterruptedException {
    if (credentials().equals(ended)) {
      provider = find();
    }
    return !credentials().equals(ended);
  }

  /// Whether AWS made this machine, as its firmware says; a container sees that too.
  private static boolean isOfEc2() {
    try {
      return Files.readString(VENDOR).strip().equals("Amazon EC2");
    } catch (IOException _) {
      return false; // then nobody knows
    }
  }

  private synchronized AwsCredentialsProvider provider() {
    if (provider == null) {
      provider = find();
    }
    return provider;
  }

  private AwsCredentialsProvider find() {
    var environment = clients.environment();
    return given
        .flatMap(AmbientCredentials::keys)
        .or(() -> keysIn(environment))
        .or(() -> roleOfToken(environment))
        .or(() -> new Profiles(roles, environment).credentials())
        .or(() -> ContainerRole.in(clients, clock))
        .orElseGet(() -> machine(environment));
  }

  /// What stands ready in the environment or a profile, without asking the machine around us.
  Optional<AwsCredentialsProvider> configured() {
    var environment = clients.environment();
    try {
      return keysIn(environment).or(() -> new Profiles(roles, environment).credentials());
    } catch (FailureException _) { // then it stands not ready
      return Optional.empty();
    }
  }

  private static Optional<AwsCredentialsProvider> keysIn(Map<String, String> environment) {
    return keys(
        plain(environment, "AWS_ACCESS_KEY_ID"),
        in(environment, "AWS_SECRET_ACCESS_KEY"),
        plain(environment, "AWS_SESSION_TOKEN"));
  }

  /// What goes into a header as it is.
  private static Optional<String> plain(Map<String, String> environment, String variable) {
    var text = in(environment, variable);
    if (text.isPresent() && !AwsKeys.isPlain(text.get())) {
      throw AwsFailures.keyUnusable(variable);
    }
    return text;
  }

  private static Optional<AwsCredentialsProvider> keys(AwsKeys keys) {
    return keys(
        Optional.of(keys.id()),
        Optional.of(keys.secret().reveal()),
        keys.token().map(Secret::reveal));
  }

  static Optional<AwsCredentialsProvider> keys(
      Optional<String> id, Optional<String> secret, Optional<String> token) {
    if (id.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        StaticCredentialsProvider.create(
            token.isPresent()
                ? AwsSessionCredentials.create(id.get(), secret.get(), token.get())
                : AwsBasicCredentials.create(id.get(), secret.get())));
  }

  private Optional<AwsCredentialsProvider> roleOfToken(Map<String, String> environment) {
    var file = in(environment, "AWS_WEB_IDENTITY_TOKEN_FILE");
    var role = in(environment, "AWS_ROLE_ARN");
    if (file.isEmpty() || role.isEmpty()) {
      return Optional.empty();
    }
    var what = "Could not assume the role `%s` of `AWS_ROLE_ARN`.".formatted(role.get());
    var wish = AmbientRoles.Wish.of(what, role.get(), in(environment, "AWS_ROLE_SESSION_NAME"));
    return Optional.of(roles.byToken(wish, Path.of(file.get())));
  }

  private static AwsCredentialsProvider machine(Map<String, String> environment) {
    return "true".equalsIgnoreCase(environment.get("AWS_EC2_METADATA_DISABLED"))
        ? () -> {
          throw SdkClientException.create("nobody is there to be asked");
        }
        : InstanceProfileCredentialsProvider.create();
  }

  static Optional<String> in(Map<String, String> environment, String variable) {
    return Optional.of(environment.getOrDefault(variable, "").strip())
        .filter(text -> !text.isEmpty());
  }

  @Override
  public void close() {
    roles.close();
  }
}
