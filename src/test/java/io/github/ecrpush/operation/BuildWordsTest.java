package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.StepEnded;
import io.github.ecrpush.progress.ProgressEvent.StepOutput;
import io.github.ecrpush.progress.ProgressEvent.StepProgress;
import io.github.ecrpush.progress.ProgressEvent.StepResult;
import io.github.ecrpush.progress.ProgressEvent.StepStarted;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildWordsTest {

  private static final String RUN = "RUN echo hunter2-npm https://bob:p4ss@example.org/ 2.4.1 true";
  private static final String SAFE = "RUN echo *** *** 2.4.1 true";

  private final List<ProgressEvent> told = new ArrayList<>();
  private final BuildWords words =
      new BuildWords(
          RunRecorderTest.build(
              Map.of(
                  "NPM_TOKEN", "hunter2-npm",
                  "INDEX", "https://bob:p4ss@example.org/",
                  "VERSION", "2.4.1",
                  "USE_TOKEN", "true")),
          told::add);

  @Test
  void takes_arguments_that_look_like_secrets_out_of_what_a_build_says() {
    words.on(new StepStarted(1, RUN));
    words.on(new StepOutput(1, Duration.ZERO, RUN));
    words.on(new StepProgress(1, RUN, 1, 2));
    words.on(new StepEnded(1, RUN, StepResult.DONE, Duration.ZERO));
    words.on(new Warning(RUN, "Dockerfile", 3, ""));
    words.on(new Notice(RUN));

    assertThat(told)
        .containsExactly(
            new StepStarted(1, SAFE),
            new StepOutput(1, Duration.ZERO, SAFE),
            new StepProgress(1, SAFE, 1, 2),
            new StepEnded(1, SAFE, StepResult.DONE, Duration.ZERO),
            new Warning(SAFE, "Dockerfile", 3, ""),
            new Notice(SAFE));
  }

  @Test
  void takes_them_out_of_what_it_failed_with_and_its_last_lines() {
    var failure =
        new Failure.BuildFailed(
            new Explanation("build-step-failed", RUN, RUN, RUN), "Dockerfile", 3, List.of(RUN));

    assertThat(words.said(failure))
        .isEqualTo(
            new Failure.BuildFailed(
                new Explanation("build-step-failed", SAFE, SAFE, SAFE),
                "Dockerfile",
                3,
                List.of(SAFE)));
  }

  @Test
  void leaves_names_alone_which_may_have_the_same_words() {
    words.on(new Fact("hunter2-npm/app"));

    assertThat(told).containsExactly(new Fact("hunter2-npm/app"));
  }
}
