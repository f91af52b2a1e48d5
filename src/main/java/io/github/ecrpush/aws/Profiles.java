package io.github.ecrpush.aws;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProcessCredentialsProvider;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/// The profiles in `~/.aws`. The SDK reads the files; what follows from them is ours, because the
/// SDK would assume a profile's role past the run's endpoint, proxy and certificates.
final class Profiles {

  private static final List<String> LOGIN =
      List.of("sso_session", "sso_start_url", "sso_account_id", "login_session");

  private final AmbientRoles roles;
  private final Map<String, String> environment;
  private final ProfileFile files;

  Profiles(AmbientRoles roles, Map<String, String> environment) {
    this.roles = roles;
    this.environment = environment;
    this.files = read(environment);
  }

  /// Where a profile says that credentials come from, or nothing when it does not say, or is not
  /// there.
  Optional<AwsCredentialsProvider> credentials(String name) {
    return credentials(name, new TreeSet<>());
  }

  private Optional<AwsCredentialsProvider> credentials(String name, Set<String> followed) {
    var profile = files.profile(name).orElse(null);
    if (profile == null) {
      return Optional.empty();
    }
    boolean again = !followed.add(name);
    var role = profile.property("role_arn");
    if (role.isPresent() && !again) {
      return Optional.of(role(profile, role.get(), followed));
    }
    var own = keys(profile).or(() -> command(profile));
    if (own.isPresent()) {
      return own;
    }
    if (again) {
      throw AwsFailures.profileUnusable(name, "its `source_profile` leads back to itself");
    }
    if (LOGIN.stream().anyMatch(property -> has(profile, property))) {
      throw AwsFailures.profileNeedsLogin(name);
    }
    return Optional.empty();
  }

  private static Optional<AwsCredentialsProvider> keys(Profile profile) {
    return AmbientCredentials.keys(
        profile.property("aws_access_key_id"),
        profile.property("aws_secret_access_key"),
        profile.property("aws_session_token"));
  }

  private static Optional<AwsCredentialsProvider> command(Profile profile) {
    return profile
        .property("credential_process")
        .map(command ->
            ProcessCredentialsProvider.builder().command(List.of("sh", "-c", command)).build());
  }

  private AwsCredentialsProvider role(Profile profile, String role, Set<String> followed) {
    if (has(profile, "mfa_serial")) {
      throw AwsFailures.profileNeedsLogin(profile.name());
    }
    var what =
        "Could not assume the role `%s` of the profile `%s`.".formatted(role, profile.name());
    var wish =
        new AmbientRoles.Wish(
            what,
            role,
            profile.property("role_session_name"),
            profile.property("external_id"),
            profile.property("duration_seconds").map(text -> seconds(profile, text)));
    var tokenFile = profile.property("web_identity_token_file");
    return tokenFile.isPresent()
        ? roles.byToken(wish, Path.of(tokenFile.get()))
        : roles.byCredentials(wish, source(profile, followed));
  }

  private static int seconds(Profile profile, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException _) {
      throw AwsFailures.profileUnusable(profile.name(), "its `duration_seconds` is no number");
    }
  }

  private AwsCredentialsProvider source(Profile profile, Set<String> followed) {
    var name = profile.property("source_profile").map(String::strip);
    if (name.isPresent()) {
      return credentials(name.get(), followed)
          .orElseThrow(() ->
              AwsFailures.profileUnusable(
                  profile.name(),
                  "its `source_profile` is `%s`, which is no profile with credentials"
                      .formatted(name.get())));
    }
    return switch (profile.property("credential_source").orElse("").strip()) {
      case "Environment" ->
          AmbientCredentials.keysIn(environment)
              .orElseThrow(() ->
                  AwsFailures.profileUnusable(
                      profile.name(),
                      "its `credential_source` is `Environment`, which has no AWS keys"));
      case "EcsContainer" -> ContainerCredentialsProvider.builder().build();
      case "Ec2InstanceMetadata" -> InstanceProfileCredentialsProvider.create();
      default ->
          throw AwsFailures.profileUnusable(
              profile.name(),
              "it has a `role_arn`, but no `source_profile` and no known `credential_source`");
    };
  }

  private static boolean has(Profile profile, String property) {
    return profile.property(property).isPresent();
  }

  private static ProfileFile read(Map<String, String> environment) {
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
}
