package io.github.ecrpush.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.PhaseStarted;
import io.github.ecrpush.progress.ProgressEvent.StepEnded;
import io.github.ecrpush.progress.ProgressEvent.StepOutput;
import io.github.ecrpush.progress.ProgressEvent.StepProgress;
import io.github.ecrpush.progress.ProgressEvent.StepResult;
import io.github.ecrpush.progress.ProgressEvent.StepStarted;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLogTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Redactor redactor = new Redactor();
  private final RunLog log = new RunLog(new PrintStream(printed, true, UTF_8), redactor);

  @Test
  void prints_one_line_for_an_event() {
    log.on(new PhaseStarted("build"));
    log.on(new StepStarted(1, "[1/2] FROM busybox"));
    log.on(new StepEnded(1, "[1/2] FROM busybox", StepResult.CACHED, Duration.ZERO));
    log.on(new StepOutput(2, Duration.ofMillis(1234), "compiling"));
    log.on(new StepEnded(2, "RUN make", StepResult.DONE, Duration.ofSeconds(75)));
    log.on(new StepEnded(3, "RUN false", StepResult.FAILED, Duration.ofMillis(49)));
    log.on(new PhaseEnded("build", Duration.ofMillis(2050)));
    log.on(new Fact("one fact"));
    log.on(new Notice("only built"));
    log.on(new Warning("static keys"));
    log.on(new Warning("empty continuation line", "apps/api/Dockerfile", 3, ""));

    assertThat(lines())
        .containsExactly(
            "#1 [1/2] FROM busybox",
            "#1 [1/2] FROM busybox CACHED",
            "#2 1.2s compiling",
            "#2 DONE 75.0s",
            "#3 FAILED 0.0s",
            "✓ build 2.1s",
            "• one fact",
            "• only built",
            "! Warning: static keys",
            "! Warning: empty continuation line (apps/api/Dockerfile:3)");
  }

  @Test
  void tells_a_transfer_only_when_it_is_a_quarter_further() {
    for (long sent = 0; sent <= 1000; sent += 10) {
      log.on(new StepProgress(4, "transferring context", sent, 1000));
    }

    assertThat(lines())
        .containsExactly(
            "#4 transferring context 0 B / 1.0 kB",
            "#4 transferring context 250 B / 1.0 kB",
            "#4 transferring context 500 B / 1.0 kB",
            "#4 transferring context 750 B / 1.0 kB",
            "#4 transferring context 1.0 kB / 1.0 kB");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "1049, 1.0 kB",
    "1050, 1.1 kB",
    "999940, 999.9 kB",
    "1000000, 1.0 MB",
    "419430400, 419.4 MB"
  })
  void says_sizes_with_one_decimal(long bytes, String said) {
    log.on(new StepProgress(1, "layers", bytes, 0));

    assertThat(lines()).containsExactly("#1 layers " + said);
  }

  @Test
  void prints_no_secret() {
    redactor.hide(new Secret("open-sesame"));

    log.on(new StepOutput(1, Duration.ZERO, "the word is open-sesame"));

    assertThat(lines().getFirst()).startsWith("#1 0.0s the word is ").doesNotContain("sesame");
  }

  private List<String> lines() {
    return printed.toString(UTF_8).lines().toList();
  }
}
