package io.github.ecrpush.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.OfImage;
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
    for (long sent = 0; sent <= 100; sent++) {
      log.on(new StepProgress(4, "sha256:0123", sent * 400_000, 40_000_000));
      log.on(new StepProgress(4, "sha256:0123", sent * 400_000, 40_000_000));
    }

    assertThat(lines())
        .containsExactly(
            "#4 sha256:0123 10.0 MB / 40.0 MB",
            "#4 sha256:0123 20.0 MB / 40.0 MB",
            "#4 sha256:0123 30.0 MB / 40.0 MB",
            "#4 sha256:0123 40.0 MB / 40.0 MB");
  }

  @Test
  void tells_a_transfer_of_unknown_size_only_when_it_is_twice_as_much() {
    for (long sent = 0; sent <= 100; sent++) {
      log.on(new StepProgress(4, "transferring", sent * 100_000, 0));
    }

    assertThat(lines())
        .containsExactly(
            "#4 transferring 1.0 MB",
            "#4 transferring 2.0 MB",
            "#4 transferring 4.0 MB",
            "#4 transferring 8.0 MB");
  }

  @Test
  void tells_that_a_push_begins_and_how_far_it_is_though_it_becomes_larger() {
    log.on(new StepProgress(0, "pushing layers", 29, 29));
    log.on(new StepProgress(0, "pushing layers", 2_000_000, 2_000_000));
    log.on(new StepProgress(0, "pushing layers", 9_000_000, 32_000_000));
    log.on(new StepProgress(0, "pushing layers", 18_000_000, 32_000_000));
    log.on(new StepProgress(0, "pushing layers", 32_000_000, 32_000_000));

    assertThat(lines())
        .containsExactly(
            "#0 pushing layers",
            "#0 pushing layers 2.0 MB / 2.0 MB",
            "#0 pushing layers 18.0 MB / 32.0 MB",
            "#0 pushing layers 32.0 MB / 32.0 MB");
  }

  @Test
  void tells_no_part_of_a_step_that_says_no_size() {
    log.on(new StepProgress(8, "exporting layers", 0, 0));
    log.on(new StepProgress(8, "exporting manifest sha256:0123", 0, 0));

    assertThat(lines()).isEmpty();
  }

  @Test
  void tells_once_that_a_push_of_unknown_size_begins() {
    log.on(new StepProgress(8, "pushing layers", 0, 0));
    log.on(new StepProgress(8, "pushing layers", 0, 0));

    assertThat(lines()).containsExactly("#8 pushing layers");
  }

  @Test
  void tells_a_transfer_of_each_image_and_also_after_the_end_of_its_step() {
    var ended = new StepEnded(4, "load build context", StepResult.DONE, Duration.ZERO);
    var transfer = new StepProgress(4, "transferring", 5_000_000, 0);
    log.on(new OfImage("api", ended));
    log.on(new OfImage("api", transfer));
    log.on(new OfImage("web", transfer));

    assertThat(lines())
        .containsExactly(
            "api: #4 DONE 0.0s", "api: #4 transferring 5.0 MB", "web: #4 transferring 5.0 MB");
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
    assertThat(EventLines.size(bytes)).isEqualTo(said);
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
