package io.github.ecrpush.cli;

import io.github.ecrpush.cli.live.Colours;
import io.github.ecrpush.cli.live.LiveLog;
import io.github.ecrpush.cli.live.Screen;
import io.github.ecrpush.failure.ExitCode;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.operation.Push;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.report.OutputLines;
import io.github.ecrpush.report.Outputs;
import io.github.ecrpush.report.RunLog;
import java.util.List;
import picocli.CommandLine.ParseResult;

/// `ecr-push push`.
public final class PushCommand {

  private static final List<String> FORMATS = List.of("text", "json");

  private final Terminal terminal;
  private final Push push;
  private final Screen screen;

  /// @param screen what a person looks at, if anybody does
  public PushCommand(Terminal terminal, Push push, Screen screen) {
    this.terminal = terminal;
    this.push = push;
    this.screen = screen;
  }

  int run(List<String> words) {
    var flags = CommandLineReader.read(CommandLineReader.push(), words);
    if (flags.isUsageHelpRequested()) {
      terminal.out().print(HelpText.push());
      return ExitCode.OK;
    }
    var inputs =
        Inputs.of(CommandLineReader.inputs(flags, terminal.directory()), terminal.environment());
    var redactor = terminal.redactor();
    push.hideSecrets(inputs, redactor);
    var format = format(flags);
    boolean live = LiveLog.isWanted(terminal.environment(), screen);
    var colours = live ? Colours.of(terminal.environment()) : Colours.NONE;
    var report =
        live
            ? live(inputs, colours)
            : push.run(inputs, new RunLog(terminal.err(), redactor), redactor);
    print(Outputs.of(report, redactor), format);
    return new FailurePrinter(terminal.err(), redactor, colours).print(report.metFailures());
  }

  private PushReport live(Inputs inputs, Colours colours) {
    try (var live = LiveLog.on(screen, terminal.redactor(), colours)) {
      return push.run(inputs, live, terminal.redactor());
    }
  }

  /// How the results are to be printed.
  static String format(ParseResult flags) {
    var format = flags.matchedOptionValue(CommandLineReader.OUTPUT, "text");
    if (!FORMATS.contains(format)) {
      throw new FailureException(CliFailures.formatUnknown(format, FORMATS));
    }
    return format;
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
