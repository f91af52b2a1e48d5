package io.github.ecrpush.buildkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ecrpush.buildkit.SolveEvent.VertexCached;
import io.github.ecrpush.buildkit.SolveEvent.VertexFailed;
import io.github.ecrpush.buildkit.SolveEvent.VertexWarning;
import io.github.ecrpush.buildkit.SourceLocation.LineRange;
import io.github.ecrpush.buildkit.session.BuildSecrets;
import io.github.ecrpush.credential.RandomId;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.socket.Hijack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(90)
class SolveIT {

  @TempDir Path context;

  private final String image = "ecr-push-it/solve:" + RandomId.next();
  private final RecordingListener listener = new RecordingListener();

  @ParameterizedTest
  @EnumSource
  void tells_what_the_engine_can_do(TestEngine engine) throws Exception {
    try (var client = BuildKitClient.open(engine.endpoint())) {
      var worker = client.askForWorker().await();

      assertThat(worker.usesContainerdStore()).isEqualTo(engine == TestEngine.CONTAINERD);
      assertThat(worker.platforms()).contains(Platform.parse("linux/amd64"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void sends_the_same_by_either_kind_of_session(TestEngine engine) throws Exception {
    dockerfile("FROM scratch\nCOPY . /\n");
    Files.write(context.resolve("some"), random(3_000_000));
    var stream = new Endpoint.Daemon(new Hijack(engine.dialer(), "/grpc", Map.of()));
    var other = image + "-stream";
    try {
      solve(engine, TestBuild.uncached(image, Map.of()));
      try (var client = BuildKitClient.open(stream);
          var session = client.openSession(TestBuild.offer(context))) {
        client.solve(session, TestBuild.request(other), listener);
      }

      assertThat(engine.layers(other)).isEqualTo(engine.layers(image));
      assertThat(listener.all(VertexCached.class)).isNotEmpty();
    } finally {
      engine.remove(image);
      engine.remove(other);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sends_nothing_again_in_the_same_session(TestEngine engine) throws Exception {
    dockerfile("FROM scratch\nCOPY some /\n");
    Files.write(context.resolve("some"), random(3_000_000));
    var second = new RecordingListener();
    try (var client = BuildKitClient.open(engine.endpoint());
        var session = client.openSession(TestBuild.offer(context))) {
      client.solve(session, TestBuild.request(image), listener);
      client.solve(session, TestBuild.request(image), second);

      assertThat(listener.sent()).isGreaterThan(3_000_000);
      assertThat(second.sent()).isLessThan(10_000);
      assertThat(second.all(VertexCached.class)).anyMatch(step -> step.name().contains("COPY"));
    } finally {
      engine.remove(image);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sends_only_what_changed_in_the_next_session(TestEngine engine) throws Exception {
    dockerfile("FROM scratch\nCOPY . /\n");
    Files.write(context.resolve("same"), random(3_000_000));
    Files.write(context.resolve("changed"), random(50_000));
    try {
      solve(engine, TestBuild.request(image));
      Files.write(context.resolve("changed"), random(60_000));
      solve(engine, TestBuild.uncached(image, Map.of()), listener);

      assertThat(listener.sent()).isBetween(60_000L, 100_000L);
    } finally {
      engine.remove(image);
    }
  }

  @ParameterizedTest
  @EnumSource
  void runs_builds_side_by_side_in_one_session(TestEngine engine) throws Exception {
    dockerfile("FROM busybox:local\nARG N\nCOPY . /\nRUN echo $N > /n && sleep 0.3\n");
    Files.write(context.resolve("some"), random(100_000));
    try (var client = BuildKitClient.open(engine.endpoint());
        var session = client.openSession(TestBuild.offer(context))) {
      var builds =
          Map.of("a", "1", "b", "2", "c", "3").entrySet().stream()
              .map(each ->
                  new FutureTask<>(() ->
                      client.solve(
                          session,
                          TestBuild.uncached(
                              image + each.getKey(), Map.of("build-arg:N", each.getValue())),
                          _ -> {})))
              .toList();
      builds.forEach(build -> Thread.ofPlatform().start(build));

      for (var build : builds) {
        assertThat(build.get().digest()).isPresent();
      }
    } finally {
      for (var name : new String[] {"a", "b", "c"}) {
        engine.remove(image + name);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void stops_the_build_when_its_thread_is_interrupted(TestEngine engine) throws Exception {
    var sleep = "sleep 61." + Math.floorMod(RandomId.next().hashCode(), 1_000_000);
    dockerfile("FROM busybox:local\nRUN " + sleep + "\n");
    try (var client = BuildKitClient.open(engine.endpoint());
        var session = client.openSession(TestBuild.offer(context))) {
      var build =
          new FutureTask<>(() ->
              catchThrowableOfType(
                  InterruptedException.class,
                  () -> client.solve(session, TestBuild.request(image), listener)));
      var thread = Thread.ofPlatform().start(build);
      listener.running.await();
      while (!isRunning(sleep)) {
        Thread.sleep(50);
      }

      long start = System.nanoTime();
      thread.interrupt();
      assertThat(build.get()).isInstanceOf(InterruptedException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThat(isRunning(sleep)).isFalse();
      var heard = listener.events.size();
      Thread.sleep(300);
      assertThat(listener.events).hasSize(heard);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stops_the_build_when_the_listener_fails(TestEngine engine) throws Exception {
    dockerfile("FROM busybox:local\nRUN echo now && sleep 62\n");
    try (var client = BuildKitClient.open(engine.endpoint());
        var session = client.openSession(TestBuild.offer(context))) {

      assertThatIllegalStateException()
          .isThrownBy(() ->
              client.solve(
                  session,
                  TestBuild.uncached(image, Map.of()),
                  event -> {
                    if (event instanceof SolveEvent.VertexOutput) {
                      throw new IllegalStateException("no more");
                    }
                  }))
          .withMessage("no more");
    }
  }

  @ParameterizedTest
  @EnumSource
  void mounts_a_secret_that_leaves_no_trace(TestEngine engine) throws Exception {
    dockerfile(
        """
        FROM busybox:local
        RUN --mount=type=secret,id=token \\
            test "$(cat /run/secrets/token)" = "$(printf %s%s planted -7f3a)"
        """);
    var secrets = new BuildSecrets(Map.of("token", () -> "planted-7f3a".getBytes(UTF_8)));
    try (var client = BuildKitClient.open(engine.endpoint());
        var session = client.openSession(TestBuild.offer(context, secrets))) {
      client.solve(session, TestBuild.uncached(image, Map.of()), listener);

      assertThat(engine.inspect(image).toString()).doesNotContain("planted-7f3a");
      assertThat(listener.events.toString()).doesNotContain("planted-7f3a");
      assertThat(secrets.toString()).doesNotContain("planted");
    } finally {
      engine.remove(image);
    }
  }

  @ParameterizedTest
  @EnumSource
  void fails_for_a_secret_that_is_not_given(TestEngine engine) throws Exception {
    dockerfile(
        "FROM busybox:local\nRUN --mount=type=secret,id=none,required=true cat /run/secrets/none\n");

    var failure = failure(engine);

    assertThat(failure).hasMessageContaining("none");
  }

  @ParameterizedTest
  @EnumSource
  void hands_on_every_byte_that_a_step_prints(TestEngine engine) throws Exception {
    dockerfile(
        """
        FROM busybox:local
        RUN printf '\\033[31mred\\r\\377\\376\\000end' && head -c 100000 /dev/zero | tr '\\0' x
        """);
    try {
      solve(engine, TestBuild.uncached(image, Map.of()), listener);

      var printed = new String(listener.output(), ISO_8859_1);
      assertThat(printed).contains("\033[31mred\r\377\376\000end");
      assertThat(printed).endsWith("x".repeat(100_000));
    } finally {
      engine.remove(image);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tells_which_step_failed_and_how(TestEngine engine) throws Exception {
    dockerfile("FROM busybox:local\nRUN echo fine\n\nRUN echo broken && \\\n    exit 7\n");

    var failure = failure(engine);

    assertThat(failure.facts().exitCode()).hasValue(7);
    assertThat(failure.facts().vertexName().orElseThrow()).contains("RUN echo broken");
    assertThat(listener.all(VertexFailed.class))
        .anyMatch(step -> Optional.of(step.vertex()).equals(failure.facts().vertex()));
    assertThat(new String(listener.output(), UTF_8)).contains("broken");
    if (engine == TestEngine.CONTAINERD) {
      var location = failure.facts().location().orElseThrow();
      assertThat(location.file()).isEqualTo("Dockerfile");
      assertThat(location.text()).contains("exit 7");
      assertThat(location.ranges()).first().isEqualTo(new LineRange(4, 4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void tells_the_line_that_cannot_be_read(TestEngine engine) throws Exception {
    dockerfile("FROM scratch\n\nTYPO . /\n");

    var location = failure(engine).facts().location().orElseThrow();

    assertThat(location.file()).isEqualTo("Dockerfile");
    assertThat(location.ranges()).containsExactly(new LineRange(3, 3));
  }

  @ParameterizedTest
  @EnumSource
  void fails_with_a_dockerfile_of_any_length(TestEngine engine) throws Exception {
    dockerfile("FROM busybox:local\n" + "# long\n".repeat(20_000) + "RUN exit 3\n");

    assertThat(failure(engine).facts().exitCode()).hasValue(3);
  }

  @ParameterizedTest
  @EnumSource
  void fails_fast_when_the_build_never_began(TestEngine engine) throws Exception {
    dockerfile("FROM scratch\n");
    var request = SolveRequest.of(Map.of(), new Exporter("no-such-exporter", Map.of()));
    long start = System.nanoTime();

    assertThatExceptionOfType(SolveException.class)
        .isThrownBy(() -> solve(engine, request))
        .withMessageContaining("no-such-exporter");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @EnumSource
  void takes_ignore_patterns_of_any_number(TestEngine engine) throws Exception {
    dockerfile("FROM scratch\nCOPY . /\n");
    var patterns = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      patterns.append("some/very/long/path/that/is/not/there/").append(i).append('\n');
    }
    Files.writeString(context.resolve(".dockerignore"), patterns);
    try {
      assertThat(solve(engine, TestBuild.request(image)).digest()).isPresent();
    } finally {
      engine.remove(image);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "CONTAINERD") // Docker 20.10 has no warnings
  void tells_what_should_be_otherwise_and_where(TestEngine engine) throws Exception {
    dockerfile("FROM scratch as lower\nCOPY Dockerfile /\n");
    try {
      solve(engine, TestBuild.request(image), listener);

      var warning = listener.all(VertexWarning.class).getFirst();
      assertThat(warning.summary()).contains("FromAsCasing");
      assertThat(warning.url()).startsWith("https://docs.docker.com/");
      assertThat(warning.location().orElseThrow().ranges()).containsExactly(new LineRange(1, 1));
    } finally {
      engine.remove(image);
    }
  }

  private SolveException failure(TestEngine engine) {
    var thrown =
        catchThrowableOfType(
            SolveException.class,
            () -> solve(engine, TestBuild.uncached(image, Map.of()), listener));
    assertThat(thrown).isNotNull();
    return thrown;
  }

  private SolveResult solve(TestEngine engine, SolveRequest request) throws Exception {
    return solve(engine, request, _ -> {});
  }

  private SolveResult solve(TestEngine engine, SolveRequest request, SolveListener told)
      throws Exception {
    try (var client = BuildKitClient.open(engine.endpoint());
        var session = client.openSession(TestBuild.offer(context))) {
      return client.solve(session, request, told);
    }
  }

  private void dockerfile(String text) throws Exception {
    Files.writeString(context.resolve("Dockerfile"), text);
  }

  private static byte[] random(int size) {
    var bytes = new byte[size];
    new Random().nextBytes(bytes);
    return bytes;
  }

  /// The engines of the tests run on this machine, so their processes can be seen.
  private static boolean isRunning(String command) throws Exception {
    var pgrep = new ProcessBuilder("pgrep", "-f", "^" + command).start();
    assumeTrue(pgrep.waitFor(5, TimeUnit.SECONDS));
    return pgrep.exitValue() == 0;
  }
}
