package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.process.SandboxProcess;
import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What starts a workflow decides about tags, and about what its jobs may do.
class EventsIT {

  private static final Map<String, ?> FORK =
      Map.of(
          "number",
          7,
          "pull_request",
          Map.of(
              "head",
              Map.of("ref", "better", "repo", Map.of("full_name", "somebody/app")),
              "base",
              Map.of("ref", "main", "repo", Map.of("full_name", "octo/app"))),
          "repository",
          Map.of(
              "html_url",
              "https://github.com/octo/app",
              "description",
              "A guide.",
              "license",
              Map.of("spdx_id", "MIT")));

  @TempDir static Path folder;
  private static SandboxProcess sandbox;

  @BeforeAll
  static void start() throws Exception {
    sandbox = SandboxProcess.with(folder.resolve("sandbox"), "guide/api");
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void whoever_starts_it_by_hand_chooses_the_tag() throws Exception {
    var act = Act.on(TestEngine.GRAPH, SampleRepository.in(folder)).against(sandbox);

    var run = act.run("dispatch.yml", "workflow_dispatch", "--input", "tag=hotfix-7").succeeded();

    assertHolds(run, "hotfix-7");
  }

  @Test
  void a_version_that_is_tagged_is_the_tag_of_the_image() throws Exception {
    var repository = SampleRepository.in(folder).tagged("v1.2.3");
    var act = Act.on(TestEngine.CONTAINERD, repository).against(sandbox);
    var event = Map.of("ref", "refs/tags/v1.2.3", "after", repository.commit());

    var run = act.on("push", event, "release.yml").succeeded();

    assertHolds(run, "v1.2.3");
    var config = sandbox.view().config("guide/api", "v1.2.3").at("config");
    assertThat(config.at("Env").elements())
        .anySatisfy(variable -> assertThat(variable.text()).contains("VERSION=v1.2.3"));
  }

  private static void assertHolds(ActRun run, String tag) throws Exception {
    var digest = run.outputs("image").of("digest");
    assertThat(run.printed("deploy").of("image"))
        .isEqualTo(sandbox.registry() + "/guide/api@" + digest);
    sandbox.view().assertHolds("guide/api", digest, List.of(tag));
  }

  @Test
  void a_pull_request_from_a_fork_is_told_why_it_cannot_push() throws Exception {
    var run = fork("pull-request-push.yml").failed();

    assertThat(run.annotations("error"))
        .singleElement()
        .satisfies(error -> assertThat(error.text()).contains("fork").contains("identity"));
    assertThat(run.log()).contains("oidc-fork-pull-request", "exit code 3");
    assertThat(sandbox.view().has("guide/api", "pr-7")).isFalse();
  }

  @Test
  void a_pull_request_from_a_fork_is_built_and_not_pushed_when_push_is_auto() throws Exception {
    var run = fork("pull-request.yml").succeeded();

    assertThat(run.outputs("image").status()).isEqualTo("skipped");
    assertThat(run.outputs("image").of("pushed")).isEqualTo("false");
    assertThat(run.outputs("image").of("imageid")).startsWith("sha256:");
    assertThat(run.annotations("notice"))
        .singleElement()
        .satisfies(notice -> assertThat(notice.text()).contains("fork"));
    assertThat(sandbox.view().has("guide/api", "pr-7")).isFalse();
  }

  private static ActRun fork(String workflow) throws Exception {
    return Act.on(TestEngine.GRAPH, SampleRepository.in(folder))
        .against(sandbox)
        .withoutIdToken()
        .on("pull_request", FORK, workflow);
  }
}
