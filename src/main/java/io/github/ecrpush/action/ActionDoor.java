package io.github.ecrpush.action;

import io.github.ecrpush.credential.RandomId;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.SecretLooks;
import io.github.ecrpush.failure.BugReport;
import io.github.ecrpush.failure.ExitCode;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.failure.FailureText;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.operation.ImageOutcome;
import io.github.ecrpush.operation.MetFailure;
import io.github.ecrpush.operation.Push;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.report.NamesText;
import io.github.ecrpush.report.Output;
import io.github.ecrpush.report.OutputLines;
import io.github.ecrpush.report.Outputs;
import io.github.ecrpush.report.summary.Summary;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The action door: a step of a workflow in; outputs, a summary and commands to the runner out.
public final class ActionDoor {

  private static final String OUTPUTS = "GITHUB_OUTPUT";
  private static final String SUMMARY = "GITHUB_STEP_SUMMARY";
  private static final Duration WATCH = Duration.ofSeconds(1);

  private final Map<String, String> environment;
  private final Push push;
  private final RunnerLog log;
  private final Redactor redactor;
  private final ActionLog progress;

  /// Until the inputs say otherwise: a run that cannot read them has a page that says why.
  private boolean summary = true;

  /// @param out what the runner reads
  public ActionDoor(PrintStream out, Map<String, String> environment, Push push) {
    this.environment = environment;
    this.push = push;
    this.log = new RunnerLog(out, RandomId::next, "1".equals(environment.get("RUNNER_DEBUG")));
    this.redactor = new Redactor(text -> log.command(WorkflowCommand.mask(text)));
    this.progress = new ActionLog(log, redactor);
  }

  /// Runs the step and returns the exit code.
  public int run() {
    try (var file = FileCommand.open(OUTPUTS, environment)) {
      var report = watched(file);
      var outputs = Outputs.of(report, redactor).asText();
      var unwritten = write(file, outputs);
      warnOfHidden(outputs);
      return tell(report, unwritten);
    } catch (FailureException e) { // there is nowhere to write outputs to
      return tell(notBegun(e.failure()), Optional.empty());
    }
  }

  private PushReport watched(FileCommand file) {
    try (var _ = RunnerWatch.over(filesAround(file), Thread.currentThread(), WATCH)) {
      return report();
    }
  }

  private static StepFiles filesAround(FileCommand file) {
    try {
      return StepFiles.around(file.path());
    } catch (IOException e) {
      var path = file.path().toString();
      throw new FailureException(ActionFailures.fileUnusable(OUTPUTS, path, FileCommand.why(e)), e);
    }
  }

  private PushReport report() {
    try {
      push.hideSecrets(Inputs.of(ActionInputs.given(environment), environment), redactor);
      return run(Inputs.of(ActionInputs.read(environment), environment));
    } catch (FailureException e) {
      return notBegun(e.failure());
    } catch (RuntimeException e) {
      return notBegun(BugReport.of(e));
    }
  }

  private PushReport run(Inputs inputs) {
    try {
      summary = push.wishes(inputs).isOn(Input.SUMMARY);
      return push.run(inputs, progress, redactor);
    } finally {
      debug(inputs);
    }
  }

  private PushReport notBegun(Failure failure) {
    return PushReport.notBegun(Inputs.of(Map.of(), environment), failure, redactor);
  }

  /// Afterwards, when all that is to be hidden is known. Build arguments may be secrets that nobody
  /// said are.
  private void debug(Inputs inputs) {
    for (var input : Input.values()) {
      var value = SecretLooks.without(redactor.redact(inputs.text(input)), "***");
      log.debug(input.key() + ": " + (input.isSecret() ? value.length() + " characters" : value));
    }
  }

  private Optional<Failure> write(FileCommand file, Map<String, String> outputs) {
    try {
      file.append(OutputLines.of(outputs));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          ActionFailures.outputsNotWritten(file.path().toString(), FileCommand.why(e)));
    }
  }

  /// The runner keeps an output from other jobs when anything in it is masked, and says so where
  /// nobody looks.
  private void warnOfHidden(Map<String, String> outputs) {
    var hidden =
        outputs.keySet().stream().filter(name -> !isShown(outputs.getOrDefault(name, ""))).toList();
    if (outputs.containsKey(Output.IMAGE_URI.key()) && !hidden.isEmpty()) {
      progress.on(
          new Warning(
              "Later steps of this job have all outputs, but GitHub hands none to other jobs that"
                  + " holds a masked text, as `"
                  + String.join("`, `", hidden)
                  + "` do. Hand on `digest`"
                  + (hidden.contains(Output.REPOSITORY.key()) ? "" : " and `repository`")
                  + ", and write out there what else the image's name needs:"
                  + " `REGISTRY/REPOSITORY@DIGEST`."));
    }
  }

  private boolean isShown(String value) {
    return redactor.redact(value).equals(value);
  }

  private int tell(PushReport report, Optional<Failure> unwritten) {
    progress.finish();
    if (!progress.hasToldResults()) {
      report.outcomes().stream()
          .flatMap(outcome -> line(outcome).stream())
          .forEach(line -> log.say(redactor.redact(line)));
    }
    var failures =
        Stream.concat(
                report.metFailures().stream(),
                unwritten.map(failure -> new MetFailure(failure, List.of())).stream())
            .toList();
    failures.forEach(this::tell);
    var warnings = new ArrayList<>(progress.warnings());
    if (summary) {
      summarise(report).ifPresent(warnings::add);
    }
    new Annotations(failures, warnings, progress.notices(), redactor::redact)
        .commands()
        .forEach(log::command);
    log.endQuote();
    return failures.isEmpty() ? ExitCode.OK : ExitCode.of(failures.getFirst().failure());
  }

  private void tell(MetFailure met) {
    var text = NamesText.before(met.images(), "\n") + FailureText.withTrace(met.failure());
    log.quote("\n" + redactor.redact(text) + "\n");
  }

  /// What is there of an image. One that failed or was stopped may have got some of its tags.
  private static Optional<String> line(ImageOutcome outcome) {
    var tags = outcome.tags().stream().map(Tag::value).collect(Collectors.joining(", "));
    var there =
        outcome.image().map(image -> image.reference() + (tags.isEmpty() ? "" : " (" + tags + ")"));
    var named = there.filter(_ -> !tags.isEmpty());
    return switch (outcome.status()) {
      case PUSHED -> there.map(image -> "✓ pushed " + image);
      case PRESENT -> there.map(image -> "✓ there already, nothing to push: " + image);
      case FAILED -> named.map(image -> "✗ failed, but there: " + image);
      case CANCELLED -> named.map(image -> "✗ stopped, but there: " + image);
      case SKIPPED -> Optional.empty();
    };
  }

  /// A run without a summary is good all the same.
  private Optional<Warning> summarise(PushReport report) {
    try (var file = FileCommand.open(SUMMARY, environment)) {
      var step = environment.getOrDefault("GITHUB_ACTION", "");
      file.append(Summary.of(report, step, redactor));
      return Optional.empty();
    } catch (FailureException e) {
      return Optional.of(
          new Warning("There is no job summary. " + e.failure().explanation().what()));
    } catch (IOException e) {
      return Optional.of(new Warning("There is no job summary: " + FileCommand.why(e) + "."));
    }
  }
}
