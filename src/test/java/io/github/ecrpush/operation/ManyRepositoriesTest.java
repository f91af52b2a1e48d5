package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.CheckTargets.Depth;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.sandbox.SandboxSettings;
import io.github.ecrpush.sandbox.faults.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fifty repositories in one run.
class ManyRepositoriesTest {

  private static final String COMMIT = "1".repeat(40);
  private static final List<String> NAMES =
      IntStream.range(0, 50).mapToObj(number -> "app-" + number).toList();

  /// Twenty times as fast as real time, so that what takes a minute there takes seconds here.
  private static final int HASTE = 20;

  @TempDir private Path folder;

  @Test
  void are_looked_at_in_a_few_seconds() {
    try (var runs = SandboxRuns.with(settings(List.of()), folder)) {
      long start = System.nanoTime();
      var report = runs.check(COMMIT, inputs(), Depth.ALL);

      requireRight(report);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(runs.events())
          .as("who we are, said once")
          .hasSize(1)
          .first()
          .isInstanceOf(Fact.class);
    }
  }

  @Test
  void are_looked_at_when_aws_allows_ten_calls_a_second() {
    var limited = settings(List.of(Fault.parse("ecr=throttle,rate=10")));
    var patience =
        new RetryPolicy(
            4,
            Duration.ofMinutes(1).dividedBy(HASTE),
            new Backoff(
                Duration.ofMillis(200).dividedBy(HASTE), Duration.ofSeconds(5).dividedBy(HASTE)));
    try (var runs = SandboxRuns.with(limited, folder, hasty()).patient(patience)) {
      long start = System.nanoTime();
      var report = runs.check(COMMIT, inputs(), Depth.ALL);

      requireRight(report);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
  }

  private static void requireRight(CheckReport report) {
    assertThat(report.failures()).isEmpty();
    assertThat(report.targets())
        .extracting(check -> check.place().orElseThrow().repository().path().value())
        .containsExactlyElementsOf(NAMES);
    assertThat(report.targets()).allMatch(check -> check.permissions().size() == 8);
    assertThat(report.targets()).allMatch(check -> check.tags().getFirst().digest().isEmpty());
  }

  private SandboxSettings settings(List<Fault> faults) {
    return SandboxSettings.in(folder.resolve("data"))
        .withRepositories(NAMES.toArray(String[]::new))
        .withTroubles(faults, Duration.ZERO);
  }

  private static InstantSource hasty() {
    var begun = Instant.now();
    long start = System.nanoTime();
    return () -> begun.plusNanos((System.nanoTime() - start) * HASTE);
  }

  private static Map<Input, String> inputs() {
    return Map.of(
        Input.REPOSITORY,
        NAMES.getFirst(),
        Input.TAGS,
        "one",
        Input.ALSO_PUSH_TO,
        NAMES.stream().skip(1).map(name -> "repository=" + name).collect(Collectors.joining("\n")));
  }
}
