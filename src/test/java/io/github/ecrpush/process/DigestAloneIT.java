package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tags: none`: an image that nothing names but its digest.
class DigestAloneIT {

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder);
  }

  @Test
  void is_pushed_by_an_engine_that_knows_digests_before_a_push() throws Exception {
    var program = bench.program(TestEngine.CONTAINERD);
    var push = bench.push(bench.contextOf("by digest"), "none");

    var first = program.run(push).expecting(0);
    var second = program.run(push).expecting(0);

    bench.registry().assertHolds("app", first.digest(), List.of());
    assertThat(first.output("image-uri")).endsWith("/app@" + first.digest());
    assertThat(first.output("tags")).isEmpty();
    assertThat(first.output("pushed")).isEqualTo("true");
    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(second.output("pushed")).isEqualTo("false");
    assertThat(new EngineView(TestEngine.CONTAINERD).names(bench.sandbox().registry())).isEmpty();
  }

  @Test
  void is_refused_before_the_build_by_an_engine_that_does_not() throws Exception {
    var ended =
        bench
            .program(TestEngine.GRAPH)
            .run(bench.push(bench.contextOf("by digest"), "none"))
            .expecting(2);

    assertThat(ended.err()).contains("(digest-alone-unpushable, exit code 2)");
    assertThat(ended.err()).doesNotContain("COPY");
  }
}
