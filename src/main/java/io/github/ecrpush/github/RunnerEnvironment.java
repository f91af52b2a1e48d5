package io.github.ecrpush.github;

import io.github.ecrpush.credential.Secret;
import java.util.Map;
import java.util.Optional;

/// What the environment says about the job that we run in. Outside of GitHub Actions everything in
/// it may be empty.
///
/// @param onGitHub whether a GitHub runner (or something that plays one) started us
/// @param repository `owner/name`
/// @param repositoryId its number, which stays when the name changes hands
/// @param repositoryOwnerId the number of its owner
/// @param sha the commit that the workflow runs for
/// @param ref `refs/heads/main`, `refs/pull/7/merge`
/// @param eventPath the file that holds the event
/// @param workspace the folder that the repository is checked out to, empty when there is none
/// @param serverUrl `https://github.com`
/// @param apiUrl `https://api.github.com`, empty when there is none
/// @param baseRef the branch that a pull request goes to, empty when the job is for none
/// @param oidcRequestUrl where an identity token is asked for; missing when the job may not have
///   one
public record RunnerEnvironment(
    boolean onGitHub,
    String repository,
    String repositoryId,
    String repositoryOwnerId,
    String sha,
    String ref,
    String eventName,
    String eventPath,
    String runId,
    String runAttempt,
    String actor,
    String workspace,
    String serverUrl,
    String apiUrl,
    String baseRef,
    Optional<String> oidcRequestUrl,
    Optional<Secret> oidcRequestToken) {

  static final String REQUEST_TOKEN = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

  public static RunnerEnvironment from(Map<String, String> environment) {
    return new RunnerEnvironment(
        "true".equals(environment.get("GITHUB_ACTIONS")),
        environment.getOrDefault("GITHUB_REPOSITORY", ""),
        environment.getOrDefault("GITHUB_REPOSITORY_ID", ""),
        environment.getOrDefault("GITHUB_REPOSITORY_OWNER_ID", ""),
        environment.getOrDefault("GITHUB_SHA", ""),
        environment.getOrDefault("GITHUB_REF", ""),
        environment.getOrDefault("GITHUB_EVENT_NAME", ""),
        environment.getOrDefault("GITHUB_EVENT_PATH", ""),
        environment.getOrDefault("GITHUB_RUN_ID", ""),
        environment.getOrDefault("GITHUB_RUN_ATTEMPT", ""),
        environment.getOrDefault("GITHUB_ACTOR", ""),
        environment.getOrDefault("GITHUB_WORKSPACE", ""),
        address(environment, "GITHUB_SERVER_URL"),
        address(environment, "GITHUB_API_URL"),
        environment.getOrDefault("GITHUB_BASE_REF", ""),
        set(environment, "ACTIONS_ID_TOKEN_REQUEST_URL"),
        set(environment, REQUEST_TOKEN).map(String::strip).map(Secret::new));
  }

  /// Where the change came from that the job runs for.
  public Origin origin() {
    return Origin.of(this);
  }

  /// Whether the job was told where to ask for an identity token.
  public boolean mayHaveIdentity() {
    return oidcRequestUrl.isPresent() && oidcRequestToken.isPresent();
  }

  /// An address that paths are put behind, without the password that it may have.
  private static String address(Map<String, String> environment, String name) {
    return environment
        .getOrDefault(name, "")
        .replaceFirst("(?<=://)[^/?#]*@", "")
        .replaceFirst("/+$", "");
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }
}
