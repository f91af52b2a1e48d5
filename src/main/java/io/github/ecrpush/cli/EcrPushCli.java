package io.github.ecrpush.cli;

import io.github.ecrpush.cli.live.Colours;
import io.github.ecrpush.failure.BugReport;
import io.github.ecrpush.failure.ExitCode;
import io.github.ecrpush.failure.FailureException;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// The terminal door: finds the verb and runs it.
public final class EcrPushCli {

  static final List<String> VERBS = List.of("push", "check", "sandbox");

  private final Terminal terminal;
  private final PushCommand push;
  private final CheckCommand check;
  private final SandboxCommand sandbox;
  private final Supplier<String> version;

  public EcrPushCli(
      Terminal terminal,
      PushCommand push,
      CheckCommand check,
      SandboxCommand sandbox,
      Supplier<String> version) {
    this.terminal = terminal;
    this.push = push;
    this.check = check;
    this.sandbox = sandbox;
    this.version = version;
  }

  /// Runs a command line and returns the exit code.
  public int run(List<String> words) {
    if (words.isEmpty() || words.getFirst().equals("help")) {
      terminal.out().print(HelpText.GENERAL);
      return ExitCode.OK;
    }
    var first = words.getFirst();
    var rest = words.subList(1, words.size());
    return switch (first) {
      case "-h", "--help" -> show(HelpText.GENERAL);
      case "-V", "--version" -> show("ecr-push " + version.get() + "\n");
      case "push" -> guarded(() -> push.run(rest));
      case "check" -> guarded(() -> check.run(rest));
      case "sandbox" -> guarded(() -> sandbox.run(rest));
      // push is the default verb, so flags may stand alone
      case String flag when flag.startsWith("-") -> guarded(() -> push.run(words));
      default ->
          guarded(() -> {
            throw new FailureException(CliFailures.verbUnknown(first, VERBS));
          });
    };
  }

  private int show(String text) {
    terminal.out().print(text);
    return ExitCode.OK;
  }

  private int guarded(IntSupplier verb) {
    try {
      return verb.getAsInt();
    } catch (FailureException e) {
      return printer().print(e.failure());
    } catch (RuntimeException e) {
      return printer().print(BugReport.of(e));
    }
  }

  private FailurePrinter printer() {
    return new FailurePrinter(terminal.err(), terminal.redactor(), Colours.NONE);
  }
}
