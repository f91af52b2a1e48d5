package io.github.ecrpush.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.PhaseStarted;
import io.github.ecrpush.progress.ProgressEvent.StepOutput;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionLogTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final RunnerLog log =
      new RunnerLog(new PrintStream(printed, true, StandardCharsets.UTF_8), () -> "token", false);
  private final Redactor redactor = new Redactor(text -> log.command(WorkflowCommand.mask(text)));
  private final ActionLog progress = new ActionLog(log, redactor);

  @Test
  void has_a_group_for_each_phase_though_they_run_side_by_side() {
    tell(new PhaseStarted("identity"), new PhaseStarted("build"), output("early"));
    tell(new Fact("who we are"), ended("identity"), output("late"));
    tell(ended("build"), new PhaseStarted("push"), ended("push"), new Fact("at last"));
    progress.finish();

    assertThat(lines())
        .containsExactly(
            "::group::identity",
            "• who we are",
            "✓ identity 1.0s",
            "::endgroup::",
            "::group::build",
            "#1 0.0s early",
            "#1 0.0s late",
            "✓ build 1.0s",
            "::endgroup::",
            "::group::push",
            "✓ push 1.0s",
            "::endgroup::",
            "• at last");
  }

  @Test
  void shows_a_phase_that_ended_behind_another_one_to_its_end() {
    tell(new PhaseStarted("identity"), new PhaseStarted("build"), output("fast"), ended("build"));
    tell(ended("identity"));
    progress.finish();

    assertThat(lines())
        .containsExactly(
            "::group::identity",
            "✓ identity 1.0s",
            "::endgroup::",
            "::group::build",
            "#1 0.0s fast",
            "✓ build 1.0s",
            "::endgroup::");
  }

  @Test
  void shows_what_waits_when_the_run_fails() {
    tell(new PhaseStarted("identity"), new PhaseStarted("build"), output("so far"));
    progress.finish();

    assertThat(lines())
        .containsExactly(
            "::group::identity",
            "::endgroup::",
            "::group::build",
            "#1 0.0s so far",
            "::endgroup::");
  }

  @Test
  void lets_a_slow_phase_give_way_to_one_with_much_to_say() {
    tell(new PhaseStarted("identity"), new PhaseStarted("build"));
    for (int i = 0; i < 3_000; i++) {
      tell(output("line " + i));
    }

    assertThat(lines()).hasSize(3_003).startsWith("::group::identity", "::endgroup::");
    tell(new Fact("of the build's group now"), ended("build"), ended("identity"));
    progress.finish();
    assertThat(lines())
        .endsWith(
            "• of the build's group now",
            "✓ build 1.0s",
            "::endgroup::",
            "::group::identity",
            "✓ identity 1.0s",
            "::endgroup::");
  }

  @Test
  void masks_a_secret_before_the_first_line_and_hides_it_in_all() {
    redactor.hide(new Secret("first line\nsecond line"));
    tell(output("says second line"), new Warning("about first line"));
    progress.finish();

    assertThat(lines())
        .contains("::add-mask::first line", "::add-mask::second line", "::add-mask::first+line")
        .noneMatch(line -> line.startsWith("::add-mask::") && line.contains("%0A"))
        .endsWith("#1 0.0s says ***", "! Warning: about ***");
  }

  private void tell(ProgressEvent... events) {
    List.of(events).forEach(progress::on);
  }

  private static ProgressEvent output(String line) {
    return new StepOutput(1, Duration.ZERO, line);
  }

  private static ProgressEvent ended(String phase) {
    return new PhaseEnded(phase, Duration.ofSeconds(1));
  }

  /// Without the fences.
  private List<String> lines() {
    return printed
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.equals("::stop-commands::token") && !line.equals("::token::"))
        .toList();
  }
}
