package io.github.ecrpush.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.build.BuildRecord.BuildStep;
import io.github.ecrpush.build.BuildRequest.Cache;
import io.github.ecrpush.build.BuildRequest.StepNetwork;
import io.github.ecrpush.build.engine.EngineAddress;
import io.github.ecrpush.credential.RandomId;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.progress.ProgressEvent.StepResult;
import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What real engines tell of a build.
@Timeout(90)
class BuildRecordIT {

  @TempDir private Path context;

  @ParameterizedTest
  @EnumSource
  void says_what_ran_what_came_from_the_cache_and_what_it_began_with(TestEngine engine)
      throws Exception {
    var dockerfile = "FROM busybox:local\nCOPY a /\nRUN cat /a && sleep 0.2\n";
    Files.writeString(context.resolve("a"), RandomId.next());
    Files.writeString(context.resolve("Dockerfile"), dockerfile);

    var first = record(engine);
    var second = record(engine);

    assertThat(first.engine().connection()).isEqualTo("unix");
    assertThat(first.engine().store()).isEqualTo(engine.toString());
    assertThat(first.bases())
        .first()
        .satisfies(base -> assertThat(base.name()).endsWith("busybox:local"));
    assertThat(first.sentBytes()).isPositive();
    var slow = named(first, "sleep 0.2");
    assertThat(slow.result()).isEqualTo(StepResult.DONE);
    assertThat(slow.took()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(20));
    assertThat(slow.begun()).isPositive();
    assertThat(named(second, "sleep 0.2").result()).isEqualTo(StepResult.CACHED);
    assertThat(second.cached()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void says_which_step_failed(TestEngine engine) throws Exception {
    Files.writeString(context.resolve("Dockerfile"), "FROM busybox:local\nRUN false\n");

    var record = record(engine);

    assertThat(named(record, "RUN false").result()).isEqualTo(StepResult.FAILED);
  }

  /// Docker 20.10 has no names of a Dockerfile's own.
  @Test
  void says_the_digest_of_an_image_under_a_name_of_the_dockerfiles_own() throws Exception {
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM scratch\nCOPY --from=busybox:local /bin/busybox /tool\n");
    var direct = record(TestEngine.CONTAINERD).bases().getFirst();
    Files.writeString(
        context.resolve("Dockerfile"), "FROM scratch\nCOPY --from=tools /bin/busybox /tool\n");
    var tools = new NamedContext.Address("docker-image://busybox:local");

    var bases = record(TestEngine.CONTAINERD, Map.of("tools", tools)).bases();

    assertThat(bases).containsExactly(direct);
    assertThat(direct.digest()).isPresent();
  }

  private BuildRecord record(TestEngine engine) throws InterruptedException {
    return record(engine, Map.of());
  }

  private BuildRecord record(TestEngine engine, Map<String, NamedContext> contexts)
      throws InterruptedException {
    var address = EngineAddress.from(Map.of("DOCKER_HOST", engine.host()));
    var request = request(contexts);
    try (var builder =
            new EngineBuilder(
                address, InstantSource.system(), List.of(request), _ -> Optional.empty(), _ -> {});
        var build = builder.open(request, _ -> {})) {
      try {
        var _ = build.build();
      } catch (FailureException _) {
        // what was done before it failed is in the record
      }
      return build.record();
    }
  }

  private BuildRequest request(Map<String, NamedContext> contexts) {
    return new BuildRequest(
        context,
        context.resolve("Dockerfile"),
        "Dockerfile",
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        StepNetwork.STANDARD,
        new Cache(true, true),
        "",
        contexts);
  }

  private static BuildStep named(BuildRecord record, String part) {
    return record.steps().stream()
        .filter(step -> step.name().contains(part))
        .findFirst()
        .orElseThrow();
  }
}
