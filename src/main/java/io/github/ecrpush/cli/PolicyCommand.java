package io.github.ecrpush.cli;

import io.github.ecrpush.failure.ExitCode;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.operation.AccessPlan;
import io.github.ecrpush.operation.PolicyWish;
import io.github.ecrpush.report.PolicyText;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/// `ecr-push check policy`: prints what AWS has to be told, and asks nobody anything.
public final class PolicyCommand {

  private static final String VERB = "--verb";
  private static final String SUBJECT = "--subject";
  private static final String ENVIRONMENT = "--environment";
  private static final String CALLED_WORKFLOW = "--job-workflow-ref";

  private final Terminal terminal;
  private final Planner planner;

  /// Works out what AWS has to be told.
  @FunctionalInterface
  public interface Planner {
    AccessPlan plan(Inputs inputs, PolicyWish wish);
  }

  public PolicyCommand(Terminal terminal, Planner planner) {
    this.terminal = terminal;
    this.planner = planner;
  }

  int run(List<String> words) {
    var flags =
        CommandLineReader.read(
            CommandLineReader.push(
                "check policy",
                CommandLineReader.FORMAT,
                VERB,
                SUBJECT,
                ENVIRONMENT,
                CALLED_WORKFLOW),
            words);
    if (flags.isUsageHelpRequested()) {
      terminal.out().print(HelpText.CHECK_POLICY);
      return ExitCode.OK;
    }
    var format = CommandLineReader.choice(flags, CommandLineReader.FORMAT, PolicyText.Format.JSON);
    var wish =
        new PolicyWish(
            CommandLineReader.choice(flags, VERB, PolicyWish.Verb.PUSH),
            CommandLineReader.choice(flags, SUBJECT, PolicyWish.Subject.CLASSIC),
            text(flags, ENVIRONMENT),
            text(flags, CALLED_WORKFLOW));
    var inputs =
        Inputs.of(CommandLineReader.inputs(flags, terminal.directory()), terminal.environment());
    var plan = planner.plan(inputs, wish);
    for (var file : plan.unreadDockerfiles()) {
      terminal
          .err()
          .println(
              "There is no Dockerfile at `%s` that can be read, so base images in private repositories of ECR are not in this policy."
                  .formatted(file));
    }
    terminal.out().print(PolicyText.of(plan, format));
    terminal.out().flush();
    return ExitCode.OK;
  }

  private static Optional<String> text(ParseResult flags, String flag) {
    return Optional.ofNullable(flags.matchedOptionValue(flag, (String) null));
  }
}
