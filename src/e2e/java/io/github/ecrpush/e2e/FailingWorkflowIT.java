package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.process.SandboxProcess;
import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that fail as they should: the step fails, says why where people look, and nothing is pushed
/// or deployed.
class FailingWorkflowIT {

  private static final String DOCKERFILE = "apps/api/Dockerfile";
  private static final String RUN = "RUN chmod 755 /www/cgi-bin/*";
  private static final Path REFUSING = Path.of("src/demo/refusing-trust.json").toAbsolutePath();

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
  void a_role_that_does_not_trust_the_workflow_is_told_with_the_claims() throws Exception {
    var flags = List.of("--repository", "guide/api", "--trust", REFUSING.toString());
    try (var closed = SandboxProcess.start(folder.resolve("closed"), flags)) {
      var run = run(TestEngine.GRAPH, SampleRepository.in(folder), closed);

      assertFailed(run, "sts-role-refused", closed);
      assertThat(run.log()).contains("repo:octo/app:ref:refs/heads/main");
      assertThat(run.log()).doesNotContainPattern("eyJ[A-Za-z0-9_-]{10}");
    }
  }

  @Test
  void a_job_without_the_permission_is_told_which_one() throws Exception {
    var run =
        Act.on(TestEngine.CONTAINERD, SampleRepository.in(folder))
            .against(sandbox)
            .withoutIdToken()
            .push("api.yml");

    assertFailed(run, "oidc-permission-missing", sandbox);
    assertThat(run.log()).contains("id-token: write");
  }

  @Test
  void a_repository_that_is_missing_is_told_with_the_command_that_makes_it() throws Exception {
    try (var empty = SandboxProcess.with(folder.resolve("empty"), "guide/web")) {
      var run = run(TestEngine.GRAPH, SampleRepository.in(folder), empty);

      assertFailed(run, "repository-missing", empty);
      assertThat(run.log()).contains("aws ecr create-repository", "--repository-name guide/api");
    }
  }

  @Test
  void a_step_that_fails_is_marked_in_its_dockerfile() throws Exception {
    var broken = "RUN echo the last words && exit 41";
    var repository = SampleRepository.in(folder).changed(DOCKERFILE, RUN, broken);

    var run = run(TestEngine.CONTAINERD, repository, sandbox);

    assertFailed(run, "build-step-failed", sandbox);
    assertThat(run.annotations("error"))
        .singleElement()
        .satisfies(error -> {
          assertThat(error.file()).isEqualTo(DOCKERFILE);
          assertThat(error.line()).isEqualTo("7");
          assertThat(error.text()).contains("41");
        });
    assertThat(run.log()).contains("the last words");
  }

  @Test
  void a_run_that_takes_too_long_is_ended() throws Exception {
    var repository = SampleRepository.in(folder).changed(DOCKERFILE, RUN, "RUN sleep 3600");

    var run =
        Act.on(TestEngine.CONTAINERD, repository)
            .against(sandbox)
            .withVariable("TIMEOUT", "4s")
            .push("api.yml");

    assertFailed(run, "timeout", sandbox);
    assertThat(run.log()).contains("RUN sleep");
  }

  private static ActRun run(TestEngine engine, SampleRepository repository, SandboxProcess sandbox)
      throws Exception {
    return Act.on(engine, repository).against(sandbox).push("api.yml");
  }

  private static void assertFailed(ActRun run, String id, SandboxProcess sandbox) throws Exception {
    run.failed();
    assertThat(run.outputs("image").failure()).as(run.log()).isEqualTo(id);
    assertThat(run.annotations("error")).as(run.log()).hasSize(1);
    assertThat(run.ran("deploy")).isFalse();
    assertThat(sandbox.blobs()).isEmpty();
  }
}
