package io.github.ecrpush.cli;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.failure.ExitCode;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.operation.ImageOutcome;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.progress.ProgressListener;
import io.github.ecrpush.report.OutputLines;
import io.github.ecrpush.report.Outputs;
import io.github.ecrpush.report.RunLog;
import java.util.List;
import java.util.Optional;

/// `ecr-push push`.
public final class PushCommand {

  private static final List<String> FORMATS = List.of("text", "json");

  private final Terminal terminal;
  private final Push push;

  /// The run itself.
  @FunctionalInterface
  public interface Push {
    PushReport run(Inputs inputs, ProgressListener listener, Redactor redactor);
  }

  public PushCommand(Terminal terminal, Push push) {
    this.terminal = terminal;
    this.push = push;
  }

  int run(List<String> words) {
    var flags = CommandLineReader.read(CommandLineReader.push(), words);
    if (flags.isUsageHelpRequested()) {
      terminal.out().print(HelpText.push());
      return ExitCode.OK;
    }
    var format = flags.matchedOptionValue(CommandLineReader.OUTPUT, "text");
    if (!FORMATS.contains(format)) {
      throw new FailureException(CliFailures.formatUnknown(format, FORMATS));
    }
    var inputs = Inputs.of(CommandLineReader.inputs(flags), terminal.environment());
    var redactor = new Redactor();
    var report = report(inputs, redactor);
    print(Outputs.of(report), format);
    return report
        .failure()
        .map(new FailurePrinter(terminal.err(), redactor)::print)
        .orElse(ExitCode.OK);
  }

  /// A run that could not even begin has a report, too: scripts find the failure where they look.
  private PushReport report(Inputs inputs, Redactor redactor) {
    try {
      return push.run(inputs, new RunLog(terminal.err(), redactor), redactor);
    } catch (FailureException e) {
      return new PushReport(
          List.of(
              new ImageOutcome(
                  inputs.text(Input.REPOSITORY),
                  inputs.text(Input.AWS_REGION),
                  Status.FAILED,
                  Optional.empty(),
                  List.of(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(e.failure()))));
    }
  }

  private void print(Outputs outputs, String format) {
    if (format.equals("json")) {
      terminal.out().println(outputs.asJson());
    } else {
      terminal.out().print(OutputLines.of(outputs.asText()));
    }
    terminal.out().flush();
  }
}
