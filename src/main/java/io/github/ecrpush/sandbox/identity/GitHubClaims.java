package io.github.ecrpush.sandbox.identity;

import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.accounts.Accounts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What GitHub says of a job in its OIDC token: a push to `main` of `octo/app`, unless told
/// otherwise. Whatever is not told follows from what is.
///
/// @param told claims that stand in the token as they are; the one exception is
///   `use_immutable_subject`, which is a setting of the repository and makes the subject carry
///   numbers beside names
public record GitHubClaims(Map<String, @Nullable Object> told) {

  /// Who issues GitHub's tokens.
  public static final String ISSUER = Accounts.GITHUB;

  private static final String IMMUTABLE = "use_immutable_subject";
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final Duration BACKDATED = Duration.ofMinutes(10);
  private static final String COMMIT = "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678";

  public GitHubClaims {
    told = new LinkedHashMap<>(told);
  }

  /// Everything from a JSON object.
  public static GitHubClaims of(JsonTree told) {
    var claims = new LinkedHashMap<String, @Nullable Object>();
    told.members().forEach((name, value) -> claims.put(name, value.value()));
    return new GitHubClaims(claims);
  }

  /// Who owns the repository; the default audience is made of it.
  String owner() {
    return text("repository_owner", text("repository", "octo/app").split("/", 2)[0]);
  }

  /// The claims of a token that is asked for now.
  Map<String, @Nullable Object> at(Instant now, String audience) {
    var claims = new LinkedHashMap<String, @Nullable Object>();
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("sub", subject());
    claims.put("aud", audience);
    job(claims);
    claims.put("iss", ISSUER);
    claims.put("nbf", now.minus(BACKDATED).getEpochSecond());
    claims.put("exp", now.plus(LIFETIME).getEpochSecond());
    claims.put("iat", now.getEpochSecond());
    claims.putAll(told);
    claims.remove(IMMUTABLE);
    return claims;
  }

  private void job(Map<String, @Nullable Object> claims) {
    var repository = text("repository", "octo/app");
    var ref = text("ref", "refs/heads/main");
    var workflow = repository + "/.github/workflows/ci.yml@" + ref;
    var commit = text("sha", COMMIT);
    claims.put("ref", ref);
    claims.put("sha", commit);
    claims.put("repository", repository);
    claims.put("repository_owner", owner());
    claims.put("repository_owner_id", "5550001");
    claims.put("repository_id", "7770001");
    claims.put("repository_visibility", "private");
    claims.put("run_id", "9990001");
    claims.put("run_number", "1");
    claims.put("run_attempt", "1");
    claims.put("actor", "octocat");
    claims.put("actor_id", "583231");
    claims.put("workflow", "ci");
    claims.put("head_ref", "");
    claims.put("base_ref", "");
    claims.put("event_name", "push");
    claims.put("ref_protected", "true");
    claims.put("ref_type", ref.startsWith("refs/tags/") ? "tag" : "branch");
    claims.put("workflow_ref", workflow);
    claims.put("workflow_sha", commit);
    claims.put("job_workflow_ref", workflow);
    claims.put("job_workflow_sha", commit);
    claims.put("runner_environment", "github-hosted");
    claims.put("check_run_id", "8880001");
  }

  /// The environment wins over the pull request, and that over the branch or tag.
  private String subject() {
    var environment = text("environment", "");
    if (!environment.isEmpty()) {
      return repositoryPart() + ":environment:" + environment.replace(":", "%3A");
    }
    if (text("event_name", "push").equals("pull_request")) {
      return repositoryPart() + ":pull_request";
    }
    return repositoryPart() + ":ref:" + text("ref", "refs/heads/main").replace(":", "%3A");
  }

  private String repositoryPart() {
    var repository = text("repository", "octo/app");
    if (!Boolean.TRUE.equals(told.get(IMMUTABLE))) {
      return "repo:" + repository;
    }
    var name = repository.substring(repository.indexOf('/') + 1);
    return "repo:%s@%s/%s@%s"
        .formatted(
            owner(),
            text("repository_owner_id", "5550001"),
            name,
            text("repository_id", "7770001"));
  }

  private String text(String name, String otherwise) {
    return told.get(name) instanceof String text ? text : otherwise;
  }
}
