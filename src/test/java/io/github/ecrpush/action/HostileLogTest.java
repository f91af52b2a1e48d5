package io.github.ecrpush.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.PhaseStarted;
import io.github.ecrpush.progress.ProgressEvent.StepOutput;
import io.github.ecrpush.progress.ProgressEvent.StepStarted;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a build or a remote says, the runner obeys us and nobody else: a thousand cases, each
/// from a seed, read by a model of the runner.
class HostileLogTest {

  private static final int CASES = 1_000;

  /// The fence's token, as if it had been guessed.
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private static final List<String> PIECES =
      List.of(
          "::set-output name=digest::sha256:0000",
          "::add-mask::e",
          "::stop-commands::mine",
          "::mine::",
          "::" + TOKEN + "::",
          "::" + TOKEN.toUpperCase(Locale.ROOT) + "::",
          "##[" + TOKEN + "]",
          "##[add-mask]e",
          "##[group]x",
          "##[error]forged",
          "::error file=a,line=1::forged",
          "::endgroup::",
          "::group::forged",
          "::add-matcher::/tmp/x",
          "::set-env name=PATH::/tmp",
          "::save-state name=a::b",
          "  ::debug::x",
          "\t::warning::x",
          "\u001b[31m",
          "\u001b]0;title\u0007",
          "\r",
          "\n",
          "\r\n",
          "\0",
          "\u0085",
          "\u2028",
          "\u202e",
          "\u0130",
          "\ufeff",
          "\ufffd",
          "%0A::error::x",
          "%25",
          " ",
          ":",
          "#",
          "[",
          new String(
              new byte[] {(byte) 0xc3, '(', (byte) 0xff, (byte) 0xfe}, StandardCharsets.UTF_8),
          "x".repeat(5_000));

  static Stream<Integer> seeds() {
    return IntStream.range(0, CASES).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void obeys_nothing_of_what_others_say(int seed) {
    var random = new Random(seed);
    var printed = new ByteArrayOutputStream();
    var log =
        new RunnerLog(new PrintStream(printed, true, StandardCharsets.UTF_8), () -> TOKEN, false);
    var progress = new ActionLog(log, new Redactor());
    progress.on(new PhaseStarted("build"));
    for (int i = 0; i < 5; i++) {
      progress.on(
          switch (random.nextInt(4)) {
            case 0 -> new StepStarted(i, hostile(random));
            case 1 -> new StepOutput(i, Duration.ZERO, hostile(random));
            case 2 -> new Fact(hostile(random));
            default -> new Warning(hostile(random));
          });
    }
    progress.on(new PhaseEnded("build", Duration.ofSeconds(1)));
    progress.finish();
    log.quote(hostile(random));
    log.command(WorkflowCommand.of("error", hostile(random)));

    var runner = RunnerModel.reading(printed.toString(StandardCharsets.UTF_8));
    assertThat(runner.obeyed()).hasSize(3);
    assertThat(runner.obeyed().subList(0, 2)).containsExactly("group build", "endgroup ");
    assertThat(runner.obeyed().getLast()).startsWith("error ");
    assertThat(runner.isStopped()).isFalse();
    assertThat(runner.shown()).noneMatch(line -> line.contains("##["));
  }

  @Test
  void the_model_would_obey_what_nobody_quotes() {
    var runner =
        RunnerModel.reading(
            "a\r  ::set-output name=a::b\nb ##[add-mask]c\n::stop-commands::t\n::error::x");

    assertThat(runner.obeyed()).containsExactly("set-output b", "add-mask c");
    assertThat(runner.isStopped()).isTrue();
  }

  private static String hostile(Random random) {
    var text = new StringBuilder(random.nextInt(500) == 0 ? "y".repeat(1_000_000) : "");
    int pieces = 1 + random.nextInt(6);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
