package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Runs that are stopped in the middle of a build: the step is gone from the engine at once, and
/// nothing of ours is left.
class CancellationIT {

  private static final Duration AT_ONCE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "GRAPH, INT, 130",
    "GRAPH, TERM, 143",
    "CONTAINERD, INT, 130",
    "CONTAINERD, TERM, 143",
  })
  void a_signal_ends_the_step_on_the_engine_within_two_seconds(
      TestEngine engine, String signal, int code) throws Exception {
    var containers = new EngineView(engine).containers();
    var step = new SleepingStep();
    var program = bench.program(engine).hearingInterrupts();
    var running = program.start(bench.push(step.context(), "stopped"));
    step.awaitStart();

    running.signal(signal);
    Eventually.within(AT_ONCE, step::isGone);
    var ended = running.await().expecting(code);

    assertThat(ended.image().at("status").text()).contains("cancelled");
    assertThat(ended.failure()).isEqualTo("cancelled");
    assertThat(ended.err()).contains("✗").doesNotContain("Exception");
    assertNothingIsLeft(engine, program);
    assertThat(new EngineView(engine).containers()).isEqualTo(containers);
  }

  @ParameterizedTest
  @EnumSource
  void a_timeout_ends_the_step_on_the_engine_and_leaves_with_124(TestEngine engine)
      throws Exception {
    var step = new SleepingStep();
    var program = bench.program(engine);
    var ended = program.run(bench.push(step.context(), "late", "--timeout", "4s")).expecting(124);
    assertThat(ended.err()).contains("RUN sleep");
    assertThat(ended.failure()).isEqualTo("timeout");
    assertThat(ended.image().at("status").text()).contains("cancelled");
    Eventually.within(AT_ONCE, step::isGone);
    assertNothingIsLeft(engine, program);
  }

  @ParameterizedTest
  @EnumSource
  void a_killed_run_ends_its_step_and_can_be_run_again(TestEngine engine) throws Exception {
    var step = new SleepingStep();
    var program = bench.program(engine);
    var running = program.start(bench.push(step.context(), "killed-" + engine));
    step.awaitStart();
    running.signal("KILL");
    running.await().expecting(137);
    Eventually.within(PATIENCE, step::isGone);
    assertNothingIsLeft(engine, program);

    var again = program.run(bench.push(step.withoutSleep(), "killed-" + engine)).expecting(0);
    bench.registry().assertHolds("app", again.digest(), List.of("killed-" + engine));
  }

  private static void assertNothingIsLeft(TestEngine engine, Program program) throws IOException {
    assertThat(new EngineView(engine).names(bench.sandbox().registry())).isEmpty();
    for (var folder : List.of(program.home(), program.temporary(), program.work())) {
      try (var files = Files.list(folder)) {
        assertThat(files).isEmpty();
      }
    }
  }

  /// A build step that sleeps for a number of seconds that no other process of the machine has
  /// among its arguments.
  private static final class SleepingStep {

    private final String seconds =
        String.valueOf(ThreadLocalRandom.current().nextInt(100_000_000, 1_000_000_000));

    Path context() throws IOException {
      return bench.context("FROM busybox:local\nRUN sleep " + seconds + "\n");
    }

    Path withoutSleep() throws IOException {
      return bench.context("FROM busybox:local\nRUN echo " + seconds + " >/file\n");
    }

    void awaitStart() throws IOException, InterruptedException {
      Eventually.within(PATIENCE, () -> Processes.anyWith(seconds));
    }

    boolean isGone() throws IOException {
      return !Processes.anyWith(seconds);
    }
  }
}
