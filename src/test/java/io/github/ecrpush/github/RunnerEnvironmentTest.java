package io.github.ecrpush.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerEnvironmentTest {

  @TempDir private Path folder;

  @Test
  void reads_what_a_runner_says() {
    var environment =
        RunnerEnvironment.from(
            Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_REPOSITORY", "octo/app",
                "GITHUB_SHA", "abc",
                "GITHUB_REF", "refs/heads/main",
                "GITHUB_RUN_ID", "7",
                "GITHUB_RUN_ATTEMPT", "2",
                "GITHUB_SERVER_URL", "https://github.com",
                "ACTIONS_ID_TOKEN_REQUEST_URL", "https://t.example",
                "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "hunter2"));

    assertThat(environment.onGitHub()).isTrue();
    assertThat(environment.repository()).isEqualTo("octo/app");
    assertThat(environment.runAttempt()).isEqualTo("2");
    assertThat(environment.mayHaveIdentity()).isTrue();
    assertThat(environment.toString()).doesNotContain("hunter2");
  }

  @Test
  void knows_addresses_without_passwords_and_without_a_slash_at_their_end() {
    var environment =
        RunnerEnvironment.from(
            Map.of(
                "GITHUB_SERVER_URL", "https://user:hunter2@github.example/",
                "GITHUB_API_URL", "https://hunter2@github.example:8443/api/v3/"));

    assertThat(environment.serverUrl()).isEqualTo("https://github.example");
    assertThat(environment.apiUrl()).isEqualTo("https://github.example:8443/api/v3");
  }

  @Test
  void is_empty_outside_of_github() {
    var environment = RunnerEnvironment.from(Map.of());

    assertThat(environment.onGitHub()).isFalse();
    assertThat(environment.repository()).isEmpty();
    assertThat(environment.mayHaveIdentity()).isFalse();
  }

  @Test
  void may_have_no_identity_when_a_variable_is_empty() {
    var environment =
        RunnerEnvironment.from(
            Map.of(
                "ACTIONS_ID_TOKEN_REQUEST_URL", "https://t", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", ""));

    assertThat(environment.mayHaveIdentity()).isFalse();
  }

  @Test
  void knows_a_pull_request_from_a_fork() throws IOException {
    assertThat(origin("pull_request", "me", head("stranger/app"))).isEqualTo(Origin.FORK);
    assertThat(origin("pull_request_review", "me", head("stranger/app"))).isEqualTo(Origin.FORK);
  }

  @Test
  void knows_a_pull_request_from_a_fork_that_was_deleted() throws IOException {
    var event = "{\"pull_request\":{\"head\":{\"sha\":\"a\",\"repo\":null}}}";

    assertThat(origin("pull_request", "me", event)).isEqualTo(Origin.FORK);
  }

  @Test
  void knows_a_pull_request_from_a_branch_of_the_repository() throws IOException {
    assertThat(origin("pull_request", "me", head("Octo/App"))).isEqualTo(Origin.REPOSITORY);
  }

  @Test
  void knows_a_fork_from_an_event_of_30_megabytes() throws IOException {
    var filler = "{\"filler\":\"" + "x".repeat(15_000_000) + "\",";
    var event = filler + head("stranger/app").substring(1);

    assertThat(
            origin(
                "pull_request",
                "me",
                event.replace("}}}", "}}},\"more\":[" + "1,".repeat(7_500_000) + "1]")))
        .isEqualTo(Origin.FORK);
  }

  @Test
  void knows_dependabot() throws IOException {
    assertThat(origin("pull_request", "dependabot[bot]", head("octo/app")))
        .isEqualTo(Origin.DEPENDABOT);
    assertThat(origin("push", "dependabot[bot]", "{}")).isEqualTo(Origin.DEPENDABOT);
  }

  @Test
  void takes_a_run_on_the_target_for_the_repositorys_own() throws IOException {
    assertThat(origin("pull_request_target", "dependabot[bot]", head("stranger/app")))
        .isEqualTo(Origin.REPOSITORY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"pull_request\":7}", "null"})
  void takes_an_event_that_tells_nothing_for_the_repositorys_own(String event) throws IOException {
    assertThat(origin("pull_request", "me", event)).isEqualTo(Origin.REPOSITORY);
  }

  @Test
  void does_without_an_event() {
    assertThat(environment("pull_request", "me", "").origin()).isEqualTo(Origin.REPOSITORY);
    assertThat(environment("pull_request", "me", folder.resolve("no").toString()).origin())
        .isEqualTo(Origin.REPOSITORY);
    assertThat(environment("pull_request", "me", "\0").origin()).isEqualTo(Origin.REPOSITORY);
  }

  private Origin origin(String event, String actor, String content) throws IOException {
    var file = Files.writeString(folder.resolve("event.json"), content);
    return environment(event, actor, file.toString()).origin();
  }

  private static RunnerEnvironment environment(String event, String actor, String path) {
    var variables = new HashMap<String, String>();
    variables.put("GITHUB_ACTIONS", "true");
    variables.put("GITHUB_REPOSITORY", "octo/app");
    variables.put("GITHUB_EVENT_NAME", event);
    variables.put("GITHUB_ACTOR", actor);
    variables.put("GITHUB_EVENT_PATH", path);
    return RunnerEnvironment.from(variables);
  }

  private static String head(String repository) {
    return "{\"pull_request\":{\"head\":{\"repo\":{\"full_name\":\"" + repository + "\"}}}}";
  }
}
