package io.github.ecrpush.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.cli.live.Colours;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.operation.MetFailure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailurePrinterTest {

  private static final Failure FAILURE =
      new Failure.Refused(new Explanation("id", "It broke.", "Because.", "Mend it."));

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final FailurePrinter printer =
      new FailurePrinter(new PrintStream(printed, true, UTF_8), new Redactor(), Colours.NONE);

  @Test
  void names_the_images_that_met_a_failure() {
    var names = List.of("api", "web", "job", "cron", "mail");

    assertThat(printer.print(List.of(new MetFailure(FAILURE, names)))).isEqualTo(6);
    assertThat(printed.toString(UTF_8))
        .startsWith("\napi, web, job, cron and 1 more:\n✗ It broke.\n");
  }

  @Test
  void gives_no_command_to_a_runner() {
    var words =
        new Explanation("id", "It broke.", "::warning::one\n  ::error::two ##[debug]", "Mend.");

    printer.print(new Failure.Refused(words));

    assertThat(printed.toString(UTF_8).lines().map(String::strip))
        .noneMatch(line -> line.startsWith("::") || line.contains("##["))
        .anyMatch(line -> line.endsWith(": :error::two ## [debug]"));
  }

  @Test
  void names_nobody_for_the_failure_of_a_run_of_one_image() {
    printer.print(List.of(new MetFailure(FAILURE, List.of())));

    assertThat(printed.toString(UTF_8)).startsWith("\n✗ It broke.\n");
  }
}
