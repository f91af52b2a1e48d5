package io.github.ecrpush.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailureTextTest {

  private static final Explanation EXPLANATION =
      new Explanation(
          "thing-broken",
          "Could not do the thing.",
          "It was broken.",
          "Mend it:\n\nsteps:\n  - mend");

  @Test
  void tells_what_why_and_how_to_fix_it() {
    assertThat(FailureText.of(new Failure.Refused(EXPLANATION)))
        .isEqualTo(
            """
            ✗ Could not do the thing.

              Why: It was broken.
              Fix: Mend it:

                   steps:
                     - mend

              (thing-broken, exit code 6)
            """);
  }

  @Test
  void shows_the_last_lines_of_a_failed_build() {
    var failure = new Failure.BuildFailed(EXPLANATION, "Dockerfile", 3, List.of("one", "two"));

    assertThat(FailureText.of(failure)).contains("      | one\n      | two\n");
  }

  @Test
  void gives_each_kind_the_exit_code_that_scripts_rely_on() {
    assertThat(
            Stream.of(
                    new Failure.Misconfigured(EXPLANATION, "x"),
                    new Failure.AccessDenied(EXPLANATION, "AWS"),
                    new Failure.BuildFailed(EXPLANATION, "", 0, List.of()),
                    new Failure.Unavailable(EXPLANATION, "AWS"),
                    new Failure.Refused(EXPLANATION),
                    new Failure.Bug(EXPLANATION, new IllegalStateException()),
                    new Failure.TimedOut(EXPLANATION),
                    new Failure.Cancelled(EXPLANATION))
                .map(ExitCode::of))
        .containsExactly(2, 3, 4, 5, 6, 70, 124, 130);
  }
}
