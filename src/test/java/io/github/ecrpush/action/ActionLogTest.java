package io.github.ecrpush.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.ImageEnded;
import io.github.ecrpush.progress.ProgressEvent.ImageResult;
import io.github.ecrpush.progress.ProgressEvent.ImagesBegan;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.OfImage;
import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.PhaseStarted;
import io.github.ecrpush.progress.ProgressEvent.StepOutput;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
            "::group::identity, continued",
            "✓ identity 1.0s",
            "::endgroup::");
  }

  @Test
  void has_a_group_for_each_of_several_images_and_its_end_below() {
    tell(new ImagesBegan(List.of("api", "web", "job")), new Fact("who we are"));
    tell(api(new PhaseStarted("build")), api(output("a")), web(output("b")), api(output("c")));
    tell(new Fact("about all"), job(output("d")), job(end(ImageResult.FAILED)));
    tell(web(output("e")), api(ended("build")), api(end(ImageResult.PUSHED, "r/api@sha256:1")));
    tell(web(output("f")), new Fact("still about all"));
    tell(web(end(ImageResult.PRESENT, "r/web@sha256:2")));
    progress.finish();

    assertThat(lines())
        .containsExactly(
            "• who we are",
            "::group::api",
            "#1 0.0s a",
            "#1 0.0s c",
            "✓ build 1.0s",
            "::endgroup::",
            "api: ✓ pushed r/api@sha256:1 2.0s",
            "• about all",
            "::group::job",
            "#1 0.0s d",
            "::endgroup::",
            "job: ✗ failed 2.0s",
            "::group::web",
            "#1 0.0s b",
            "#1 0.0s e",
            "#1 0.0s f",
            "::endgroup::",
            "web: ✓ there already r/web@sha256:2 2.0s",
            "• still about all");
  }

  @Test
  void names_the_image_in_what_is_shown_beside_the_run() {
    tell(api(new Warning("lint", "Dockerfile", 3, "https://example.com/lint")));
    tell(web(new Notice("only built")));

    assertThat(progress.warnings())
        .containsExactly(new Warning("api: lint", "Dockerfile", 3, "https://example.com/lint"));
    assertThat(progress.notices()).containsExactly(new Notice("web: only built"));
  }

  @Test
  void shows_what_is_the_same_of_several_images_once_beside_the_run() {
    var lint = new Warning("lint", "Dockerfile", 3, "");
    var elsewhere = new Warning("lint", "Dockerfile", 4, "");
    tell(new Warning("about all"), new Notice("of all"));
    tell(api(lint), api(elsewhere), api(new Notice("only built")));
    tell(web(lint), web(lint), web(new Notice("only built")));

    assertThat(progress.warnings())
        .containsExactly(
            new Warning("about all"),
            new Warning("api, web: lint", "Dockerfile", 3, ""),
            new Warning("api: lint", "Dockerfile", 4, ""));
    assertThat(progress.notices())
        .containsExactly(new Notice("of all"), new Notice("api, web: only built"));
  }

  @Test
  void keeps_no_more_than_two_thousand_lines_of_two_hundred_images_and_loses_none() {
    int most = 0;
    for (int line = 0; line < 50; line++) {
      for (int image = 0; image < 200; image++) {
        tell(new OfImage("image-" + image, output("line " + line)));
        most = image == 199 ? Math.max(most, (line + 1) * 200 - said()) : most;
      }
    }
    for (int image = 0; image < 200; image++) {
      tell(new OfImage("image-" + image, end(ImageResult.PUSHED)));
    }

    assertThat(most).isBetween(1_000, 2_000);
    assertThat(said()).isEqualTo(10_000);
    for (int image = 0; image < 200; image++) {
      var name = "image-" + image;
      assertThat(ofImage(name))
          .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "line " + i).toList());
    }
  }

  private int said() {
    return (int)
        printed.toString(StandardCharsets.UTF_8).lines().filter(l -> l.startsWith("#1")).count();
  }

  private List<String> ofImage(String name) {
    var lines = new ArrayList<String>();
    boolean its = false;
    for (var line : lines()) {
      if (line.startsWith("::")) {
        its = line.equals("::group::" + name) || line.equals("::group::" + name + ", continued");
      } else if (its) {
        lines.add(line.replace("#1 0.0s ", ""));
      }
    }
    return lines.stream().filter(line -> line.startsWith("line")).toList();
  }

  private static ProgressEvent api(ProgressEvent event) {
    return new OfImage("api", event);
  }

  private static ProgressEvent web(ProgressEvent event) {
    return new OfImage("web", event);
  }

  private static ProgressEvent job(ProgressEvent event) {
    return new OfImage("job", event);
  }

  private static ProgressEvent end(ImageResult result, String... references) {
    return new ImageEnded(result, List.of(references), Duration.ofSeconds(2));
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
