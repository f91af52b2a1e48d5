package io.github.ecrpush.aws;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProcessCredentialsProvider;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/// The profiles in `~/.aws`. The SDK reads the files; what follows from them is ours, as the AWS
/// CLI has it, because the SDK would assume a profile's role past the run's endpoint, proxy and
/// certificates.
final class Profiles {

  private static final List<String> LOGIN =
      List.of("sso_session", "sso_start_url", "sso_account_id", "login_session");

  private final AmbientRoles roles;
  private final Optional<String> asked;
  private final ProfileFile files;

  Profiles(AmbientRoles roles, Map<String, String> environment) {
    this.roles = roles;
    this.asked = AmbientCredentials.in(environment, "AWS_PROFILE");
    this.files = read(environment);
  }

  /// Where the profile of this run says that credentials come from; nothing when none was asked for
  /// and the usual one does not say.
  Optional<AwsCredentialsProvider> credentials() {
    var profile = files.profile(name()).orElse(null);
    if (profile == null) {
      if (asked.isPresent()) {
        throw AwsFailures.profileUnusable(name(), "There is no such profile in `~/.aws`.");
      }
      return Optional.empty();
    }
    var role = property(profile, "role_arn");
    if (role.isPresent()) {
      return Optional.of(role(profile, role.get(), new HashSet<>(Set.of(name()))));
    }
    return keys(profile).or(() -> command(profile)).or(() -> login(profile));
  }

  private String name() {
    return asked.orElse("default");
  }

  private static Optional<AwsCredentialsProvider> keys(Profile profile) {
    var id = property(profile, "aws_access_key_id");
    var secret = property(profile, "aws_secret_access_key");
    if (id.isPresent() != secret.isPresent()) {
      throw AwsFailures.profileUnusable(
          profile.name(), "It has only one of `aws_access_key_id` and `aws_secret_access_key`.");
    }
    return AmbientCredentials.keys(id, secret, property(profile, "aws_session_token"));
  }

  /// What the command prints may be a secret, so nothing of it is passed on when it is not as it
  /// should be.
  private static Optional<AwsCredentialsProvider> command(Profile profile) {
    return property(profile, "credential_process")
        .map(command ->
            ProcessCredentialsProvider.builder().command(List.of("sh", "-c", command)).build())
        .map(process ->
            () -> {
              try {
                return process.resolveCredentials();
              } catch (RuntimeException _) {
                throw AwsFailures.profileUnusable(
                    profile.name(), "Its `credential_process` failed, or printed no credentials.");
              }
            });
  }

  private Optional<AwsCredentialsProvider> login(Profile profile) {
    if (LOGIN.stream().anyMatch(property -> property(profile, property).isPresent())) {
      throw AwsFailures.profileNeedsLogin(name());
    }
    return Optional.empty();
  }

  private AwsCredentialsProvider role(Profile profile, String role, Set<String> visited) {
    var wish =
        new AmbientRoles.Wish(
            "Could not assume the role `%s` of the profile `%s`.".formatted(role, profile.name()),
            role,
            property(profile, "role_session_name"),
            property(profile, "external_id"),
            property(profile, "duration_seconds").map(text -> seconds(profile, text)));
    var tokenFile = property(profile, "web_identity_token_file");
    if (tokenFile.isPresent()) {
      return roles.byToken(wish, Path.of(tokenFile.get()));
    }
    if (property(profile, "mfa_serial").isPresent()) {
      throw AwsFailures.profileNeedsLogin(name());
    }
    return roles.byCredentials(wish, source(profile, visited));
  }

  private static int seconds(Profile profile, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw AwsFailures.profileUnusable(
          profile.name(), "Its `duration_seconds` is `%s`, which is no number.".formatted(text));
    }
  }

  private AwsCredentialsProvider source(Profile profile, Set<String> visited) {
    var source = property(profile, "source_profile");
    var other = property(profile, "credential_source");
    if (source.isPresent() == other.isPresent()) {
      throw AwsFailures.profileUnusable(
          profile.name(),
          "It has a `role_arn`, and needs one of `source_profile` and `credential_source` with it.");
    }
    return source.isPresent()
        ? sourceProfile(profile, source.get(), visited)
        : switch (other.get()) {
          case "EcsContainer" -> ContainerCredentialsProvider.builder().build();
          case "Ec2InstanceMetadata" -> InstanceProfileCredentialsProvider.create();
          case "Environment" ->
              throw AwsFailures.profileUnusable(
                  profile.name(),
                  "Its `credential_source` is `Environment`, but AWS keys in the environment are"
                      + " used before any profile, and there are none.");
          default ->
              throw AwsFailures.profileUnusable(
                  profile.name(),
                  "Its `credential_source` is `%s`, which is none that AWS knows."
                      .formatted(other.get()));
        };
  }

  /// A profile that names itself means its own keys. Elsewhere too, keys go before a role.
  private AwsCredentialsProvider sourceProfile(Profile parent, String name, Set<String> visited) {
    var profile =
        files
            .profile(name)
            .orElseThrow(() ->
                AwsFailures.profileUnusable(
                    parent.name(),
                    "Its `source_profile` is `%s`, and there is no such profile in `~/.aws`."
                        .formatted(name)));
    boolean again = !visited.add(name);
    boolean itself = name.equals(parent.name());
    var keys = keys(profile);
    if (keys.isPresent() && (itself || !again)) {
      return keys.get();
    }
    if (again) {
      throw AwsFailures.profileUnusable(
          parent.name(),
          "Its `source_profile` is `%s`, which leads back to itself.".formatted(name));
    }
    var role = property(profile, "role_arn");
    if (role.isPresent()) {
      return role(profile, role.get(), visited);
    }
    return command(profile)
        .or(() -> login(profile))
        .orElseThrow(() ->
            AwsFailures.profileUnusable(
                parent.name(),
                "Its `source_profile` is `%s`, which has no credentials.".formatted(name)));
  }

  private static Optional<String> property(Profile profile, String name) {
    return profile.property(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static ProfileFile read(Map<String, String> environment) {
    var all = ProfileFile.aggregator();
    for (var type : ProfileFile.Type.values()) {
      var file = file(environment, type);
      if (Files.isRegularFile(file)) {
        try {
          all.addFile(ProfileFile.builder().content(file).type(type).build());
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
          throw AwsFailures.profilesUnreadable(file, e);
        }
      }
    }
    return all.build();
  }

  private static Path file(Map<String, String> environment, ProfileFile.Type type) {
    var folder = Path.of(environment.getOrDefault("HOME", ""), ".aws");
    return switch (type) {
      case CONFIGURATION ->
          AmbientCredentials.in(environment, "AWS_CONFIG_FILE")
              .map(Path::of)
              .orElseGet(() -> folder.resolve("config"));
      case CREDENTIALS ->
          AmbientCredentials.in(environment, "AWS_SHARED_CREDENTIALS_FILE")
              .map(Path::of)
              .orElseGet(() -> folder.resolve("credentials"));
    };
  }
}
