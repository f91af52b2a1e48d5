package io.github.ecrpush.build;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.dockerfile.Dockerfile;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.image.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FailedBuildTest {

  private static final String PRIVATE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/base:1";

  private static final Dockerfile DOCKERFILE =
      Dockerfile.read(
          """
          FROM eclipse-temurin:25 AS build
          WORKDIR /src
          COPY pom.xml missing.txt ./
          RUN --mount=type=secret,id=npm_token,required=true \\
              ./mvnw -q package
          FROM %s
          RUN --network=host curl http://127.0.0.1/
          COPY --from=ghcr.io/team/tool:1 /tool /tool
          """
              .formatted(PRIVATE),
          Map.of());

  private static final String STEP =
      "[build 4/4] RUN --mount=type=secret,id=npm_token,required=true     ./mvnw -q package";

  @Test
  void finds_the_line_of_a_failed_step_by_its_name() {
    var failure =
        explain(
            failed(
                "executor failed running [/bin/sh -c ./mvnw -q package]: exit code: 1",
                STEP,
                "[ERROR] Tests run: 3, Failures: 1",
                "[ERROR] BUILD FAILURE"));

    assertThat(failure)
        .isInstanceOfSatisfying(
            Failure.BuildFailed.class, build -> assertThat(build.line()).isEqualTo(4));
    assertGolden(failure);
  }

  @Test
  void believes_the_engine_when_it_says_code_and_line_itself() {
    var failure =
        explain(
            new FailedBuild(
                "failed to solve: process \"/bin/sh -c ./mvnw\" did not complete successfully:"
                    + " exit code: 127",
                Optional.empty(),
                OptionalInt.of(127),
                OptionalInt.of(5),
                List.of("/bin/sh: ./mvnw: not found")));

    assertGolden(failure, "command-unknown");
  }

  @Test
  void says_that_a_program_is_for_another_machine() {
    assertGolden(
        explain(
            failed(
                "executor failed running [/bin/sh -c ./mvnw -q package]: exit code: 1",
                STEP,
                "exec /bin/sh: exec format error")),
        "platform");
  }

  @Test
  void says_that_a_step_could_not_begin() {
    assertGolden(
        explain(
            failed(
                "executor failed running [/bin/sh -c ./mvnw]: unable to find user me: no matching"
                    + " entries in passwd file",
                STEP)),
        "not-started");
  }

  @Test
  void says_what_is_wrong_with_an_instruction_and_what_may_be_meant() {
    assertGolden(
        explain(
            failed(
                "failed to solve with frontend dockerfile.v0: failed to create LLB definition:"
                    + " dockerfile parse error line 2: unknown instruction: WORKDRI",
                "")));
  }

  @Test
  void takes_the_line_of_a_broken_instruction_from_beside_the_text() {
    var failure =
        explain(
            new FailedBuild(
                "failed to solve: unsupported mount type \"cach\" (did you mean cache?)",
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.of(4),
                List.of()));

    assertGolden(failure, "without-suggestion");
  }

  @Test
  void names_the_stages_that_there_are() {
    assertGolden(explain(failed("failed to solve: target stage \"test\" could not be found", "")));
  }

  @Test
  void says_so_when_no_stage_has_a_name() {
    var failure =
        failed("failed to solve: target stage \"test\" could not be found", "")
            .explain("Dockerfile", Dockerfile.read("FROM a", Map.of()), Optional.empty());

    assertGolden(failure, "no-names");
  }

  @Test
  void says_which_copied_file_is_missing() {
    assertGolden(
        explain(
            failed(
                "failed to compute cache key: \"/missing.txt\" not found: not found",
                "[build 3/4] COPY pom.xml missing.txt ./")));
  }

  @Test
  void names_a_base_image_that_is_not_there() {
    assertGolden(
        explain(
            failed(
                "failed to solve with frontend dockerfile.v0: failed to create LLB definition:"
                    + " docker.io/library/eclipse-temurin:25: not found",
                "[internal] load metadata for docker.io/library/eclipse-temurin:25")));
  }

  @Test
  void says_which_statement_lets_a_base_image_in_ecr_be_read() {
    assertGolden(
        explain(
            failed(
                "failed to solve with frontend dockerfile.v0: failed to create LLB definition:"
                    + " pulling from host 123456789012.dkr.ecr.eu-west-1.amazonaws.com failed with"
                    + " status code [manifests 1]: 403 Forbidden",
                "[internal] load metadata for " + PRIVATE)),
        "ecr");
  }

  @Test
  void says_how_to_log_in_elsewhere() {
    assertGolden(
        explain(
            failed(
                "failed to solve: ghcr.io/team/tool:1: failed to resolve source metadata for"
                    + " ghcr.io/team/tool:1: unexpected status from HEAD request to"
                    + " https://ghcr.io/v2/team/tool/manifests/1: 401 Unauthorized",
                "")));
  }

  @Test
  void finds_the_image_in_the_dockerfile_when_the_engine_names_the_host_only() {
    var failure =
        explain(
            failed(
                "pulling from host ghcr.io failed with status code [manifests 1]: 401 Unauthorized",
                "FROM ghcr.io/team/tool:1"));

    assertThat(failure.explanation().what())
        .isEqualTo("Could not pull `ghcr.io/team/tool:1` (`Dockerfile`, line 8).");
  }

  @Test
  void says_that_pulls_are_used_up() {
    assertGolden(
        explain(
            failed(
                "pulling from host registry-1.docker.io failed with status code [manifests 25]: 429"
                    + " Too Many Requests",
                "[internal] load metadata for docker.io/library/eclipse-temurin:25")),
        "used-up");
  }

  @Test
  void says_that_a_registry_is_broken() {
    assertGolden(
        explain(
            failed(
                "failed to solve: ghcr.io/team/tool:1: failed to resolve source metadata for"
                    + " ghcr.io/team/tool:1: unexpected status from HEAD request to"
                    + " https://ghcr.io/v2/team/tool/manifests/1: 503 Service Unavailable",
                "")));
  }

  @Test
  void says_which_platform_an_image_lacks() {
    assertGolden(
        failed(
                "no match for platform in manifest sha256:0ad3cd0e: not found",
                "[internal] load metadata for docker.io/library/eclipse-temurin:25")
            .explain("Dockerfile", DOCKERFILE, Optional.of(Platform.parse("linux/arm/v6"))));
  }

  @Test
  void says_how_to_pass_a_secret() {
    assertGolden(explain(failed("secret npm_token not found: not found", STEP)));
  }

  @Test
  void says_that_there_is_no_ssh_yet() {
    assertGolden(explain(failed("no SSH key \"\" forwarded from the client", STEP)));
  }

  @Test
  void says_how_to_allow_the_hosts_network() {
    assertGolden(
        explain(
            new FailedBuild(
                "failed to solve: failed to load LLB: network.host is not allowed",
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.of(7),
                List.of())));
  }

  @Test
  void says_what_is_never_allowed() {
    assertGolden(explain(failed("failed to load LLB: security.insecure is not allowed", "")));
  }

  @Test
  void names_the_image_that_was_being_pulled_when_the_engine_got_into_trouble() {
    var failure =
        explain(
            failed(
                "failed to do request: Head \"https://ghcr.io/v2/team/tool/manifests/1\": x509:"
                    + " certificate signed by unknown authority",
                "FROM ghcr.io/team/tool:1"));

    assertThat(failure.explanation().id()).isEqualTo("engine-does-not-trust-registry");
    assertThat(failure.explanation().what())
        .isEqualTo("Could not pull `ghcr.io/team/tool:1` (`Dockerfile`, line 8).");
  }

  @Test
  void a_stopped_build_and_a_lost_engine_are_nobodys_fault() {
    assertThat(explain(failed("context canceled", ""))).isInstanceOf(Failure.Cancelled.class);
    assertThat(explain(failed("no active session for x: context deadline exceeded", "")))
        .isInstanceOf(Failure.Unavailable.class);
  }

  @Test
  void what_is_not_known_is_passed_on_without_control_characters() {
    var failure = explain(failed("something\u001b[31m new\n happened", ""));

    assertThat(failure.explanation().id()).isEqualTo("build-failed");
    assertThat(failure.explanation().why()).doesNotContain("\u001b", "\n");
  }

  private static FailedBuild failed(String message, String step, String... lastLines) {
    return new FailedBuild(
        message,
        step.isEmpty() ? Optional.empty() : Optional.of(step),
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of(lastLines));
  }

  private static Failure explain(FailedBuild failed) {
    return failed.explain("Dockerfile", DOCKERFILE, Optional.empty());
  }
}
