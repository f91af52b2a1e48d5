package io.github.ecrpush.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.build.BuildRecord.BaseImage;
import io.github.ecrpush.build.BuildRecord.BuildEngine;
import io.github.ecrpush.build.BuildRecord.BuildStep;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.progress.ProgressEvent.StepResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndedStepsTest {

  private static final BuildEngine ENGINE =
      new BuildEngine("28.5.2", "unix", "containerd", Optional.of("v0.25.2"));
  private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  private static final Map<String, NamedContext> CONTEXTS =
      Map.of(
          "tools",
          new NamedContext.Address("docker-image://alpine"),
          "pinned",
          new NamedContext.Address("docker-image://ghcr.io/tools/uv@" + DIGEST),
          "files",
          new NamedContext.Folder(Path.of("files")),
          "base",
          new NamedContext.OtherImage("api-base", Optional.of("docker-image://lent:1")));

  private final EndedSteps steps = new EndedSteps(CONTEXTS);

  @Test
  void counts_from_the_step_that_began_first_and_sorts_by_number() {
    steps.add(2, "[1/2] COPY . .", StepResult.DONE, at(1_500), Duration.ofMillis(20));
    steps.add(1, "[internal] load .dockerignore", StepResult.DONE, at(500), Duration.ofMillis(5));
    steps.add(3, "[2/2] RUN make", StepResult.CACHED, Optional.empty(), Duration.ZERO);

    var record = steps.record(ENGINE);

    assertThat(record.steps())
        .containsExactly(
            new BuildStep(
                1,
                "[internal] load .dockerignore",
                StepResult.DONE,
                Duration.ZERO,
                Duration.ofMillis(5)),
            new BuildStep(
                2, "[1/2] COPY . .", StepResult.DONE, Duration.ofSeconds(1), Duration.ofMillis(20)),
            new BuildStep(3, "[2/2] RUN make", StepResult.CACHED, Duration.ZERO, Duration.ZERO));
    assertThat(record.cached()).isEqualTo(1);
  }

  @Test
  void reads_base_images_from_the_names_of_steps() {
    ended(1, "[build 1/3] FROM docker.io/library/golang:1.24@" + DIGEST);
    ended(2, "[linux/arm64 stage-1 1/2] FROM registry.example:5000/a/b@" + DIGEST);
    ended(3, "[1/4] FROM docker.io/library/busybox:local");
    ended(4, "FROM ghcr.io/tools/uv:0.9@" + DIGEST);
    ended(5, "[build 1/3] FROM docker.io/library/golang:1.24@" + DIGEST);

    var digest = Optional.of(Digest.parse(DIGEST));
    assertThat(steps.record(ENGINE).bases())
        .containsExactly(
            new BaseImage("docker.io/library/golang:1.24", digest),
            new BaseImage("registry.example:5000/a/b", digest),
            new BaseImage("docker.io/library/busybox:local", Optional.empty()),
            new BaseImage("ghcr.io/tools/uv:0.9", digest));
  }

  @Test
  void takes_no_other_step_for_a_base_image() {
    ended(1, "[2/3] RUN echo FROM docker.io/library/alpine:3@" + DIGEST);
    ended(2, "[internal] load metadata for docker.io/library/alpine:3");
    ended(3, "[1/2] FROM scratch");
    ended(4, "FROM a b");

    assertThat(steps.record(ENGINE).bases()).isEmpty();
  }

  @Test
  void reads_images_that_have_a_name_of_the_dockerfiles_own() {
    ended(1, "[context tools] load metadata for alpine");
    ended(2, "[context pinned::linux/arm64] load metadata for ghcr.io/tools/uv@" + DIGEST);
    ended(3, "[context base] load metadata for image:api-base");

    assertThat(steps.record(ENGINE).bases())
        .containsExactly(
            new BaseImage("docker.io/library/alpine:latest", Optional.empty()),
            new BaseImage("ghcr.io/tools/uv", Optional.of(Digest.parse(DIGEST))),
            new BaseImage("image:api-base", Optional.empty()));
  }

  @Test
  void believes_no_step_that_tells_of_a_context_nobody_asked_for() {
    ended(1, "[context other] load metadata for alpine");
    ended(2, "[context files] load metadata for alpine");
    ended(3, "[context tools] load .dockerignore");

    assertThat(steps.record(ENGINE).bases()).isEmpty();
  }

  @Test
  void drops_a_base_without_its_digest_where_the_digest_is_known() {
    ended(1, "FROM docker.io/library/alpine:3");
    ended(2, "[1/2] FROM docker.io/library/alpine:3@" + DIGEST);

    assertThat(steps.record(ENGINE).bases())
        .containsExactly(
            new BaseImage("docker.io/library/alpine:3", Optional.of(Digest.parse(DIGEST))));
  }

  @Test
  void keeps_the_longest_time_of_a_step_that_begins_again() {
    steps.add(1, "load", StepResult.DONE, at(0), Duration.ofNanos(40_000));
    steps.add(1, "load", StepResult.DONE, at(10), Duration.ofMillis(90));
    steps.add(1, "load", StepResult.CACHED, at(200), Duration.ZERO);

    assertThat(steps.record(ENGINE).steps())
        .containsExactly(
            new BuildStep(1, "load", StepResult.DONE, Duration.ZERO, Duration.ofMillis(90)));
  }

  @Test
  void adds_up_what_was_sent() {
    steps.progress(2, "transferring", 2);
    steps.progress(4, "transferring", 1_000);
    steps.progress(4, "transferring", 5_000);
    steps.progress(4, "sha256:abc", 9_000);

    assertThat(steps.record(ENGINE).sentBytes()).isEqualTo(5_002);
  }

  @Test
  void keeps_a_limited_number_of_names_of_a_limited_length() {
    ended(0, "RUN " + "x".repeat(100_000));
    for (int number = 1; number < 10_000; number++) {
      ended(number, "RUN true");
    }

    var record = steps.record(ENGINE);

    assertThat(record.steps()).hasSize(5_000);
    assertThat(record.steps().getFirst().name()).hasSizeLessThan(600).startsWith("RUN xxx");
  }

  private void ended(int number, String name) {
    steps.add(number, name, StepResult.DONE, at(0), Duration.ZERO);
  }

  private static Optional<Instant> at(long millis) {
    return Optional.of(BEGIN.plusMillis(millis));
  }
}
