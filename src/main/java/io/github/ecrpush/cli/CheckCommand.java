package io.github.ecrpush.cli;

import io.github.ecrpush.cli.live.Colours;
import io.github.ecrpush.failure.ExitCode;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.operation.Check;
import io.github.ecrpush.operation.CheckTargets.Depth;
import io.github.ecrpush.report.CheckText;
import io.github.ecrpush.report.RunLog;
import java.util.List;

/// `ecr-push check`: says what a push would meet, and changes nothing.
public final class CheckCommand {

  private static final String POLICY = "policy";
  private static final String TAGS = "tags";

  static final List<String> SUBJECTS = List.of("identity", POLICY, TAGS);

  private final Terminal terminal;
  private final Check check;
  private final PolicyCommand policy;
  private final TagsCommand tags;

  public CheckCommand(Terminal terminal, Check check, PolicyCommand policy, TagsCommand tags) {
    this.terminal = terminal;
    this.check = check;
    this.policy = policy;
    this.tags = tags;
  }

  int run(List<String> words) {
    boolean named = !words.isEmpty() && !words.getFirst().startsWith("-");
    if (named && !SUBJECTS.contains(words.getFirst())) {
      throw new FailureException(CliFailures.subjectUnknown(words.getFirst(), SUBJECTS));
    }
    if (named && words.getFirst().equals(POLICY)) {
      return policy.run(words.subList(1, words.size()));
    }
    if (named && words.getFirst().equals(TAGS)) {
      return tags.run(words.subList(1, words.size()));
    }
    var flags =
        CommandLineReader.read(
            CommandLineReader.push(), words.subList(named ? 1 : 0, words.size()));
    if (flags.isUsageHelpRequested()) {
      terminal.out().print(HelpText.CHECK);
      return ExitCode.OK;
    }
    var format = PushCommand.format(flags);
    var inputs =
        Inputs.of(CommandLineReader.inputs(flags, terminal.directory()), terminal.environment());
    var redactor = terminal.redactor();
    var report =
        check.run(
            inputs,
            named ? Depth.IDENTITY : Depth.ALL,
            new RunLog(terminal.err(), redactor),
            redactor);
    if (format.equals("json")) {
      terminal.out().println(Json.writePretty(CheckText.json(report, redactor)));
    } else {
      CheckText.lines(report).forEach(line -> terminal.out().println(redactor.redact(line)));
    }
    terminal.out().flush();
    return new FailurePrinter(terminal.err(), redactor, Colours.NONE).print(report.metFailures());
  }
}
