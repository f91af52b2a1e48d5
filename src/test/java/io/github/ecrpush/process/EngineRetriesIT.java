package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.sandbox.Sandbox;
import io.github.ecrpush.sandbox.SandboxSettings;
import io.github.ecrpush.sandbox.faults.Fault;
import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A registry that is busy, fails or hangs up while a real engine pushes to it: what passes by
/// itself is no failure, whoever it is that tries again.
class EngineRetriesIT {

  private static final String UPLOAD = "registry:POST /v2/app/blobs/uploads/";
  private static final String MANIFEST = "registry:PUT /v2/app/manifests/one";

  @TempDir private Path folder;

  private static Stream<Arguments> troubles() {
    return Stream.of(TestEngine.values())
        .flatMap(engine ->
            Stream.of(UPLOAD, layer(engine), MANIFEST)
                .flatMap(call ->
                    Stream.of(
                            "throttle,times=" + often(engine),
                            "error,status=503,times=1",
                            "reset,times=1")
                        .map(trouble -> Arguments.of(engine, call, trouble))));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void a_push_goes_well_when_it_is_over(TestEngine engine, String call, String trouble)
      throws Exception {
    var calls = new CopyOnWriteArrayList<String>();
    try (var sandbox = sandbox(Fault.parse(call + "*=" + trouble))) {
      sandbox.watch(calls::add);
      var ended = push(sandbox, engine, engine + call + trouble).expecting(0);

      assertThat(ended.output("pushed")).isEqualTo("true");
      assertThat(ended.digest()).startsWith("sha256:");
      assertThat(calls).anyMatch(made -> made.startsWith(call));
    }
  }

  /// The call with the bytes of a layer.
  private static String layer(TestEngine engine) {
    return switch (engine) {
      case GRAPH -> "registry:PATCH /v2/app/blobs/uploads/";
      case CONTAINERD -> "registry:PUT /v2/app/blobs/uploads/";
    };
  }

  /// More often than the engine asks by itself: BuildKit does so a few times, without a pause.
  private static int often(TestEngine engine) {
    return switch (engine) {
      case GRAPH -> 3;
      case CONTAINERD -> 15;
    };
  }

  private Sandbox sandbox(Fault fault) {
    return Sandbox.start(
        SandboxSettings.in(folder.resolve("data"))
            .withRepositories("app")
            .withTroubles(List.of(fault), Duration.ZERO),
        InstantSource.system());
  }

  private Ended push(Sandbox sandbox, TestEngine engine, String content) throws Exception {
    var environment = sandbox.environment();
    var context = BuildFolder.with(folder, "FROM scratch\nCOPY file /file\n", "file", content);
    return Program.in(Files.createTempDirectory(folder, "run"))
        .with(environment)
        .on(engine)
        .run(
            "push",
            "--repository",
            "app",
            "--tags",
            "one",
            "--role-to-assume",
            environment.getOrDefault("ECR_PUSH_SANDBOX_ROLE", ""),
            "--context",
            context.toString());
  }
}
