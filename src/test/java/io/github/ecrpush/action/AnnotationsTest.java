package io.github.ecrpush.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.operation.MetFailure;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnnotationsTest {

  private static final Explanation WORDS = new Explanation("id", "What.", "Why.", "Do this.");

  @Test
  void puts_a_failed_step_on_its_line() {
    var failure = new Failure.BuildFailed(WORDS, "apps/api/Dockerfile", 7, List.of());

    assertThat(commands(List.of(failure), List.of()))
        .containsExactly(
            "::error file=apps/api/Dockerfile,line=7,title=What.::Why.%0A%0AFix: Do this.%0A(id)");
  }

  @Test
  void names_the_images_that_met_a_failure() {
    var failure = new Failure.Refused(WORDS);
    var met = new MetFailure(failure, List.of("api", "web", "job", "cron", "mail", "docs"));

    assertThat(
            new Annotations(List.of(met), List.of(), List.of(), UnaryOperator.identity())
                .commands())
        .singleElement()
        .asString()
        .startsWith("::error title=api%2C web%2C job%2C cron and 2 more%3A What.::Why.");
  }

  @Test
  void names_no_file_where_no_line_is_known() {
    assertThat(
            commands(
                List.of(new Failure.BuildFailed(WORDS, "Dockerfile", 0, List.of())), List.of()))
        .containsExactly("::error title=What.::Why.%0A%0AFix: Do this.%0A(id)");
  }

  @Test
  void shows_ten_of_a_kind_and_the_worst_first() {
    var lints =
        IntStream.rangeClosed(1, 14).mapToObj(i -> new Warning("lint " + i, "Dockerfile", i, ""));
    var warnings = Stream.concat(lints, Stream.of(new Warning("static keys"))).toList();

    assertThat(commands(List.of(new Failure.Refused(WORDS)), warnings))
        .hasSize(11)
        .startsWith("::error title=What.::Why.%0A%0AFix: Do this.%0A(id)", "::warning::static keys")
        .contains("::warning file=Dockerfile,line=8::lint 8")
        .endsWith("::warning::There are 6 more; the log has them all.");
  }

  @Test
  void cuts_what_is_longer_than_github_shows() {
    var commands = commands(List.of(), List.of(new Warning("x".repeat(10_000))));

    assertThat(commands).singleElement().satisfies(line -> assertThat(line).hasSizeLessThan(4_096));
  }

  @Test
  void hides_a_secret_before_it_is_cut() {
    var commands =
        commands(List.of(), List.of(new Warning("x".repeat(3_796) + "hunter2 and more")));

    assertThat(commands).singleElement().asString().doesNotContain("hunt");
  }

  @Test
  void tells_notices_last() {
    var commands =
        new Annotations(
                List.of(),
                List.of(new Warning("w")),
                List.of(new Notice("n")),
                UnaryOperator.identity())
            .commands();

    assertThat(commands.stream().map(WorkflowCommand::toString))
        .containsExactly("::warning::w", "::notice::n");
  }

  private static List<String> commands(List<Failure> failures, List<Warning> warnings) {
    var met = failures.stream().map(failure -> new MetFailure(failure, List.of())).toList();
    return new Annotations(met, warnings, List.of(), text -> text.replace("hunter2", "***"))
        .commands().stream().map(WorkflowCommand::toString).toList();
  }
}
