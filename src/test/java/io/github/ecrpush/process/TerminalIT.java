package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pushes in a real terminal: what goes on is shown while it does, and what is left is the log.
class TerminalIT {

  /// Begins with more lines than the window has rows: one that is not full loses what it shows when
  /// it is made narrower, because tmux moves as many rows into its history as it makes.
  private static final String STEPS =
      """
      FROM busybox:local
      RUN seq 30 && for i in 1 2 3 4; do echo "working on part $i of a step that has much to say"; sleep 0.5; done
      RUN echo short && sleep 1
      """;

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder);
  }

  @ParameterizedTest
  @EnumSource
  void leaves_the_lines_that_a_file_would_have_got_however_it_is_dragged(TestEngine engine)
      throws Exception {
    var words = bench.push(bench.context(STEPS), "terminal-" + engine, "--no-cache");
    var first = bench.program(engine).run(words).expecting(0);
    var plain = bench.program(engine).run(words).expecting(0);
    assertThat(plain.err()).doesNotContain("\u001b");
    assertThat(first.err()).isNotEmpty();

    try (var terminal = running(bench.program(engine).with("CI", "false"), words)) {
      terminal.awaitText("part 1 of");
      resize(terminal, 40, 12);
      terminal.awaitText("part 2 of");
      resize(terminal, 100, 30);
      terminal.awaitText("part 4 of");
      resize(terminal, 55, 20);
      assertThat(terminal.awaitEnd()).isZero();

      assertThat(alike(terminal.text())).isEqualTo(alike(plain.err().lines().toList()));
      assertThat(terminal.coloured()).contains("\u001b[32m");
      assertThat(terminal.isCursorShown()).isTrue();
      assertThat(terminal.wraps()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "CONTAINERD")
  void shows_the_same_without_colours(TestEngine engine) throws Exception {
    var words = bench.push(bench.context(STEPS), "plain-" + engine, "--no-cache");

    try (var terminal = running(bench.program(engine).with("NO_COLOR", "1"), words)) {
      Eventually.within(Bench.PATIENCE, () -> !terminal.isCursorShown());
      assertThat(terminal.awaitEnd()).isZero();

      assertThat(terminal.coloured()).contains("✓ build").doesNotContain("\u001b");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "CONTAINERD")
  void prints_lines_on_a_terminal_that_knows_nothing_else(TestEngine engine) throws Exception {
    var words = bench.push(bench.context(STEPS), "dumb-" + engine, "--no-cache");

    try (var terminal = running(bench.program(engine).with("TERM", "dumb"), words)) {
      terminal.awaitText("part 4 of");
      assertThat(terminal.isCursorShown()).isTrue();
      assertThat(terminal.awaitEnd()).isZero();

      assertThat(terminal.coloured()).contains("✓ build").doesNotContain("\u001b");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "CONTAINERD")
  void gives_the_cursor_back_to_whoever_stops_it(TestEngine engine) throws Exception {
    var steps = "FROM busybox:local\nRUN echo begun && sleep 600\n";
    var words = bench.push(bench.context(steps), "stopped-" + engine, "--no-cache");

    try (var terminal = running(bench.program(engine).hearingInterrupts(), words)) {
      terminal.awaitText(" begun");
      Eventually.within(Bench.PATIENCE, () -> !terminal.isCursorShown());
      terminal.tell("send-keys", "C-c");
      assertThat(terminal.awaitEnd()).isEqualTo(130);

      assertThat(terminal.isCursorShown()).isTrue();
      assertThat(terminal.wraps()).isTrue();
      assertThat(String.join("\n", terminal.text()))
          .contains("✗ ")
          .doesNotContainPattern("(?m)^#\\d+ \\[2/2] RUN.* \\d+\\.\\ds$");
    }
  }

  /// Between two frames, when the cursor waits in the first line of what goes on.
  private static void resize(Tmux terminal, int columns, int rows) throws Exception {
    Eventually.within(Bench.PATIENCE, () -> terminal.underCursor().matches("0 [ib]"));
    terminal.resize(columns, rows);
  }

  private static Tmux running(Program program, String[] words) throws Exception {
    return Tmux.running(Files.createTempDirectory(folder, "tmux"), 60, 12, program, List.of(words));
  }

  /// What two runs have in common: their times and digests differ, and who tells first of what goes
  /// side by side. That the order is kept is shown by a played terminal. Whether a base image is
  /// taken from the cache depends on what else the engine does.
  private static List<String> alike(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.startsWith("#4 "))
        .map(line -> line.replaceAll("\\d+\\.\\ds", "…s").replaceAll("[0-9a-f]{64}", "…"))
        .map(String::stripTrailing)
        .filter(line -> !line.isEmpty())
        .sorted()
        .toList();
  }
}
