package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.FreePort;
import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;

/// Pushes that fail: who is told what, by which exit code, and that nothing was pushed.
class FailuresIT {

  private static final Path REFUSING = Path.of("src/demo/refusing-trust.json").toAbsolutePath();

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder);
    try (var ecr = bench.registry().ecr()) {
      ecr.createRepository(request ->
          request.repositoryName("fixed").imageTagMutability(ImageTagMutability.IMMUTABLE));
    }
  }

  @Test
  void a_refusing_trust_policy_is_told_with_the_claims_and_never_the_token() throws Exception {
    try (var closed =
        SandboxProcess.start(
            folder.resolve("closed"),
            List.of("--repository", "app", "--trust", REFUSING.toString()))) {
      var ended =
          bench
              .program(TestEngine.GRAPH)
              .with(closed.environment())
              .run(bench.push(bench.contextOf("never"), "1"))
              .expecting(3);
      assertThat(ended.failure()).isEqualTo("sts-role-refused");
      assertThat(ended.err())
          .contains("https://token.actions.githubusercontent.com")
          .contains("sts.amazonaws.com")
          .contains("repo:octo/app:ref:refs/heads/main")
          .contains("\"Condition\"");
      assertThat(ended.err() + ended.out()).doesNotContainPattern("eyJ[A-Za-z0-9_-]{10}");
      assertThat(closed.blobs()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_failed_step_is_told_with_its_last_lines_its_place_and_its_exit_code(TestEngine engine)
      throws Exception {
    var context =
        bench.context("FROM busybox:local\nRUN echo early\nRUN echo the last words && exit 41\n");
    var ended = bench.program(engine).run(bench.push(context, "step")).expecting(4);
    assertThat(ended.failure()).isEqualTo("build-step-failed");
    var told = ended.err().substring(ended.err().indexOf("✗"));
    assertThat(told)
        .contains("| the last words")
        .contains("41")
        .contains("line 3")
        .contains("Fix:")
        .doesNotContain("early")
        .doesNotContain("Exception");
    assertThat(bench.registry().has("app", "step")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void a_missing_repository_is_told_with_the_command_and_nothing_is_pushed(TestEngine engine)
      throws Exception {
    var before = bench.sandbox().blobs();
    var ended =
        bench
            .program(engine)
            .run(
                "push",
                "--repository",
                "not/there",
                "--role-to-assume",
                bench.sandbox().role(),
                "--context",
                bench.contextOf("not there " + engine).toString(),
                "--tags",
                "1")
            .expecting(2);
    assertThat(ended.failure()).isEqualTo("repository-missing");
    assertThat(ended.err())
        .contains("aws ecr create-repository --repository-name not/there --region eu-west-1");
    assertThat(bench.sandbox().blobs()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void an_immutable_tag_takes_the_same_content_and_refuses_any_other(TestEngine engine)
      throws Exception {
    var tag = "v-" + engine;
    var first = fixed(engine, tag, "one").expecting(0);
    assertThat(first.output("pushed")).isEqualTo("true");
    var same = fixed(engine, tag, "one").expecting(0);
    assertThat(same.output("pushed")).isEqualTo("false");
    assertThat(same.digest()).isEqualTo(first.digest());

    var before = bench.sandbox().blobs();
    var other = fixed(engine, tag, "two").expecting(6);
    assertThat(other.failure()).isEqualTo("tag-is-taken");
    assertThat(other.err()).contains("`" + tag + "`").contains(first.digest());
    assertThat(bench.registry().digest("fixed", tag)).isEqualTo(first.digest());
    assertThat(bench.sandbox().blobs()).isEqualTo(before);
  }

  private static Ended fixed(TestEngine engine, String tag, String content)
      throws IOException, InterruptedException {
    return bench
        .program(engine)
        .run(
            "push",
            "--repository",
            "fixed",
            "--role-to-assume",
            bench.sandbox().role(),
            "--context",
            bench.contextOf(content).toString(),
            "--tags",
            tag);
  }

  @Test
  void an_engine_that_is_away_is_named() throws Exception {
    var socket = folder.resolve("no.sock");
    var ended =
        bench
            .program(TestEngine.GRAPH)
            .with("DOCKER_HOST", "unix://" + socket)
            .run(bench.push(bench.contextOf("x"), "1"))
            .expecting(5);
    assertThat(ended.err()).contains(socket.toString()).contains("Fix:").doesNotContain("\tat ");
  }

  @Test
  void an_aws_that_is_away_is_named() throws Exception {
    var address = "http://127.0.0.1:" + FreePort.find();
    var ended =
        bench
            .program(TestEngine.GRAPH)
            .with("AWS_ENDPOINT_URL", address)
            .run(bench.push(bench.contextOf("x"), "1"))
            .expecting(5);
    assertThat(ended.err())
        .contains("STS")
        .contains("AWS_ENDPOINT_URL")
        .contains("Fix:")
        .doesNotContain("\tat ");
  }

  @Test
  void a_github_that_is_away_is_named() throws Exception {
    var address = "http://127.0.0.1:" + FreePort.find();
    var ended =
        bench
            .program(TestEngine.GRAPH)
            .with("ACTIONS_ID_TOKEN_REQUEST_URL", address + "/token?v=2")
            .run(bench.push(bench.contextOf("x"), "1", "--timeout", "50s"))
            .expecting(5);
    assertThat(ended.err()).contains("Fix:").doesNotContain("\tat ");
  }

  @Test
  void a_missing_context_or_dockerfile_is_the_users_mistake() throws Exception {
    var program = bench.program(TestEngine.GRAPH);
    var nowhere = program.run(bench.push(folder.resolve("nowhere"), "1")).expecting(2);
    assertThat(nowhere.err()).contains(folder.resolve("nowhere").toString()).contains("Fix:");
    var context = bench.contextOf("x");
    var noFile = program.run(bench.push(context, "1", "--file", "Dokerfile")).expecting(2);
    assertThat(noFile.err()).contains("Dokerfile").contains("Fix:");
  }
}
