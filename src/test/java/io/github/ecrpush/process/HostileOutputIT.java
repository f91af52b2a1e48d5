package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.testing.TestEngine;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Build steps that print what they like break nothing.
class HostileOutputIT {

  private static final int LONGEST_LINE = 5_000;

  private static final String STEPS =
      """
      FROM busybox:local
      COPY noise.sh /
      RUN sh /noise.sh
      """;

  /// Prints escape sequences, a progress bar, bytes that are no UTF-8, NULs, words of ours, 5,000
  /// lines and then one of 1 MB and more, where an engine may stop to listen.
  private static final String NOISE =
      """
      printf '\\033[31mred\\033[0m \\033]0;title\\007 \\033[2J\\033[H wiped\\n'
      for i in 1 2 3 4 5; do printf 'progress %s\\r' $i; done
      printf '\\377\\376\\303( broken\\n\\000\\001\\002\\n'
      echo 'digest=sha256:0000'; echo 'images<<EOF'; echo '::error::forged'
      echo '✗ The build failed.'; printf '\\342\\200\\256desrever\\n'
      i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done
      """;

  private static final String ONE_LINE = "head -c 1200000 /dev/zero | tr '\\000' x; echo\n";

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder);
  }

  @ParameterizedTest
  @EnumSource
  void noise_of_a_step_that_succeeds(TestEngine engine) throws Exception {
    var context =
        BuildFolder.with(folder, STEPS, "noise.sh", NOISE + ONE_LINE + "# " + System.nanoTime());
    var running = bench.program(engine).start(bench.push(context, "noise"));
    var ended = running.await().expecting(0);
    assertHarmless(running, ended);
    assertThat(ended.err()).contains("red  ").contains("progress 3").contains("line 4999");
    assertThat(ended.digest()).matches("sha256:[0-9a-f]{64}");
  }

  @ParameterizedTest
  @EnumSource
  void noise_of_a_step_that_fails(TestEngine engine) throws Exception {
    var context =
        BuildFolder.with(
            folder,
            STEPS,
            "noise.sh",
            NOISE + "printf '\\033[5mlast\\377 words'\nsleep 0.5\nexit 9\n");
    var running = bench.program(engine).start(bench.push(context, "noise", "--output", "json"));
    var ended = running.await().expecting(4);
    assertHarmless(running, ended);
    assertThat(Json.parse(ended.out()).at("images").elements()).hasSize(1);
    assertThat(ended.err().substring(ended.err().lastIndexOf("✗ "))).contains("| last");
  }

  private static void assertHarmless(Running running, Ended ended) throws Exception {
    for (var file : new Path[] {running.outFile(), running.errFile()}) {
      assertUtf8(Files.readAllBytes(file));
    }
    assertThat(ended.err().lines()).noneMatch(line -> line.length() > LONGEST_LINE);
    assertThat(ended.err()).doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202e]");
    assertThat(ended.err().lines())
        .noneMatch(line -> line.startsWith("digest=") || line.startsWith("::"));
    assertThat(ended.out()).doesNotContain("sha256:0000");
  }

  private static void assertUtf8(byte[] bytes) throws CharacterCodingException {
    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
  }

  @ParameterizedTest
  @EnumSource
  void a_dockerfile_with_escapes_in_its_own_words(TestEngine engine) throws Exception {
    var context =
        bench.context(
            """
            FROM busybox:local
            LABEL a="\u001b[2J\u001b]0;title\u0007"
            RUN echo '\u001b[2J::error::forged\u009b31m' >/dev/null; exit 8
            """);
    var running = bench.program(engine).start(bench.push(context, "words"));
    var ended = running.await().expecting(4);
    assertHarmless(running, ended);
  }
}
