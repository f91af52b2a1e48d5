package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.e2e.RunnerContainer.Rung;
import io.github.ecrpush.process.EngineView;
import io.github.ecrpush.process.Eventually;
import io.github.ecrpush.process.Processes;
import io.github.ecrpush.process.Running;
import io.github.ecrpush.process.SandboxProcess;
import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The action's container as GitHub's own runner starts it. It is on a bridge network: whatever it
/// talks to has another address than loopback.
class RunnerContainerIT {

  private static final Duration AT_ONCE = Duration.ofSeconds(2);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void pushes_from_the_bridge_what_is_then_pulled(TestEngine engine) throws Exception {
    try (var sandbox = onTheBridge(engine)) {
      var repository = SampleRepository.in(folder);
      var step = RunnerContainer.of(folder, engine, sandbox, repository, inputs(sandbox));

      var ended = step.start().await().expecting(0);

      var outputs = step.outputs();
      sandbox.view().assertHolds("guide/api", outputs.of("digest"), List.of(repository.commit()));
      assertThat(step.summary()).contains(outputs.of("digest"));
      assertThat(ended.out()).contains("::group::").doesNotContain("Exception");
      var docker = Docker.on(engine, folder).loggedIn(sandbox);
      try (var server = DeployedImage.of(docker, outputs.of("image-uri"))) {
        assertThat(server.get("/cgi-bin/places?city=Lyon")).contains("Fourvière");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_cancelled_run_ends_at_the_first_signal_and_leaves_nothing(TestEngine engine)
      throws Exception {
    try (var sandbox = onTheBridge(engine)) {
      var step = startSleeping(engine, sandbox);

      var rung = RunnerContainer.cancel(step.running());

      assertThat(rung).isEqualTo(Rung.INT);
      step.running().await().expecting(130);
      assertThat(step.container().outputs().status()).isEqualTo("cancelled");
      assertNothingIsLeft(engine, sandbox, step, AT_ONCE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_run_whose_client_is_killed_ends_by_itself_and_leaves_nothing(TestEngine engine)
      throws Exception {
    try (var sandbox = onTheBridge(engine)) {
      var step = startSleeping(engine, sandbox);

      step.running().signal("KILL");
      step.container().goOn();

      assertNothingIsLeft(engine, sandbox, step, TEN_SECONDS);
    }
  }

  /// A step whose build sleeps for a number of seconds that no other process has among its words.
  private record Sleeping(RunnerContainer container, Running running, String seconds) {}

  private Sleeping startSleeping(TestEngine engine, SandboxProcess sandbox) throws Exception {
    var seconds = String.valueOf(ThreadLocalRandom.current().nextInt(100_000, 1_000_000_000));
    var repository =
        SampleRepository.in(folder)
            .changed("apps/api/Dockerfile", "RUN chmod 755", "RUN sleep " + seconds + " #");
    var container = RunnerContainer.of(folder, engine, sandbox, repository, inputs(sandbox));
    var running = container.start();
    Eventually.within(PATIENCE, () -> Processes.anyWith(seconds));
    return new Sleeping(container, running, seconds);
  }

  private static void assertNothingIsLeft(
      TestEngine engine, SandboxProcess sandbox, Sleeping step, Duration within) throws Exception {
    var view = new EngineView(engine);
    Eventually.within(within, () -> !view.hasContainer(step.container().name()));
    Eventually.within(AT_ONCE, () -> !Processes.anyWith(step.seconds()));
    assertThat(view.names(sandbox.registry())).isEmpty();
    assertThat(sandbox.blobs()).isEmpty();
  }

  @Test
  void what_a_killed_container_leaves_the_next_run_takes_away() throws Exception {
    var engine = TestEngine.GRAPH; // the other one lends no names
    try (var sandbox = onTheBridge(engine)) {
      var repository = SampleRepository.in(folder);
      var large = new byte[200_000_000];
      ThreadLocalRandom.current().nextBytes(large);
      Files.write(repository.folder().resolve("apps/api/www/large"), large);
      var step = RunnerContainer.of(folder, engine, sandbox, repository, inputs(sandbox));
      var running = step.start();
      var view = new EngineView(engine);
      Eventually.within(PATIENCE, () -> view.names(sandbox.registry()).size() >= 3);

      Docker.on(engine, folder).run("kill", "--signal", "KILL", step.name());
      running.await().expecting(137);
      assertThat(view.names(sandbox.registry())).isNotEmpty();

      var again = RunnerContainer.of(folder, engine, sandbox, repository, inputs(sandbox));
      again.start().await().expecting(0);
      assertThat(view.names(sandbox.registry())).isEmpty();
    }
  }

  private SandboxProcess onTheBridge(TestEngine engine) throws Exception {
    var address = Docker.on(engine, folder).bridge() + ":0";
    return SandboxProcess.start(
        folder.resolve("sandbox"), List.of("--repository", "guide/api", "--listen", address));
  }

  private static Map<String, String> inputs(SandboxProcess sandbox) {
    return Map.of(
        "role-to-assume", sandbox.role(), "repository", "guide/api", "context", "apps/api");
  }
}
