package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Runs that meet each other on one engine, in one repository, or that were killed before.
class ConcurrentRunsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LARGE = 48 << 20;

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder);
  }

  @ParameterizedTest
  @EnumSource
  void two_runs_with_one_tag_each_hand_on_their_own_image(TestEngine engine) throws Exception {
    var tag = "shared-" + engine;
    var left = bench.program(engine).start(bench.push(bench.contextOf("left one"), tag));
    var right = bench.program(engine).start(bench.push(bench.contextOf("right one"), tag));
    var leftEnded = left.await().expecting(0);
    var rightEnded = right.await().expecting(0);

    assertThat(leftEnded.digest()).isNotEqualTo(rightEnded.digest());
    bench.registry().assertHolds("app", leftEnded.digest(), List.of());
    bench.registry().assertHolds("app", rightEnded.digest(), List.of());
    assertThat(bench.registry().layers("app", leftEnded.digest())).contains("left one");
    assertThat(bench.registry().layers("app", rightEnded.digest())).contains("right one");
    assertThat(bench.registry().digest("app", tag)).isIn(leftEnded.digest(), rightEnded.digest());
    assertNoNameIsLeft(engine);
  }

  @ParameterizedTest
  @EnumSource
  void two_runs_of_the_same_content_both_succeed(TestEngine engine) throws Exception {
    var context = bench.contextOf("twins on " + engine);
    var tag = "twins-" + engine;
    var one = bench.program(engine).start(bench.push(context, tag));
    var two = bench.program(engine).start(bench.push(context, tag));
    var digest = one.await().expecting(0).digest();
    assertThat(two.await().expecting(0).digest()).isEqualTo(digest);
    bench.registry().assertHolds("app", digest, List.of(tag));
    assertNoNameIsLeft(engine);
  }

  @ParameterizedTest
  @EnumSource
  void a_run_killed_while_it_pushes_can_be_run_again(TestEngine engine) throws Exception {
    var content = new byte[LARGE];
    new Random(System.nanoTime()).nextBytes(content);
    var context = bench.context("FROM scratch\nCOPY large /large\n");
    Files.write(context.resolve("large"), content);
    var tag = "torn-" + engine;
    var program = bench.program(engine);
    var running = program.start(bench.push(context, tag));
    running.awaitErr("✓ build");
    running.awaitErr("pushing layers");
    running.signal("KILL");
    running.await().expecting(137);

    var again = program.run(bench.push(context, tag)).expecting(0);
    bench.registry().assertHolds("app", again.digest(), List.of(tag));
    assertNoNameIsLeft(engine);
    for (var place : List.of(program.home(), program.temporary(), program.work())) {
      try (var files = Files.list(place)) {
        assertThat(files).isEmpty();
      }
    }
  }

  private static void assertNoNameIsLeft(TestEngine engine)
      throws IOException, InterruptedException {
    var registry = bench.sandbox().registry();
    var left = new ArrayList<String>();
    Eventually.within(
        PATIENCE,
        () -> {
          left.clear();
          left.addAll(new EngineView(engine).names(registry));
          return left.isEmpty();
        },
        left::toString);
  }
}
