package io.github.ecrpush.operation;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.metadata.ImageMetadata;
import io.github.ecrpush.operation.ImageOutcome.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that a run did: one outcome for each image and target, in the order in which they were asked
/// for.
///
/// @param checks what a dry run found, one for each outcome; other runs have none
/// @param run what was done beside the outcomes, where that was recorded
/// @param evidenceFile where the evidence is, if it was written
/// @param afterwards what failed when the images had their outcomes already
public record PushReport(
    List<ImageOutcome> outcomes,
    List<TargetCheck> checks,
    Optional<RunRecord> run,
    Optional<String> evidenceFile,
    Optional<Failure> afterwards) {

  public PushReport {
    outcomes = List.copyOf(outcomes);
    checks = List.copyOf(checks);
  }

  public PushReport(List<ImageOutcome> outcomes, List<TargetCheck> checks) {
    this(outcomes, checks, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// The same with what was done beside the outcomes.
  public PushReport recorded(RunRecord done) {
    return new PushReport(outcomes, checks, Optional.of(done), evidenceFile, afterwards);
  }

  /// The same with evidence that was written.
  public PushReport evidencedBy(String file) {
    return new PushReport(outcomes, checks, run, Optional.of(file), afterwards);
  }

  /// The same with a failure that no image has.
  public PushReport failedAfterwards(Failure failure) {
    return new PushReport(outcomes, checks, run, evidenceFile, Optional.of(failure));
  }

  public PushReport(List<ImageOutcome> outcomes) {
    this(outcomes, List.of());
  }

  /// The report of a run that could not even begin: scripts find the failure where they look.
  ///
  /// @param redactor takes secrets out of the names, which nobody has looked at yet
  public static PushReport notBegun(Inputs inputs, Failure failure, Redactor redactor) {
    return new PushReport(
        List.of(
            new ImageOutcome(
                redactor.redact(withoutLogin(inputs.text(Input.REPOSITORY))),
                Goal.named(redactor.redact(inputs.text(Input.AWS_REGION))),
                Status.FAILED,
                false,
                Optional.empty(),
                List.of(),
                ImageMetadata.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(failure))));
  }

  /// What nobody has looked at yet may be an address with a password.
  private static String withoutLogin(String repository) {
    return repository.replaceAll("//[^/]*@", "//");
  }

  /// What the run failed with, each failure once, however many images and targets met it. What only
  /// was stopped by another one comes last.
  public List<MetFailure> metFailures() {
    var met =
        new ArrayList<>(MetFailure.among(outcomes, ImageOutcome::name, ImageOutcome::failure));
    afterwards
        .filter(failure -> met.stream().noneMatch(other -> other.failure().equals(failure)))
        .ifPresent(failure -> met.add(new MetFailure(failure, List.of())));
    met.sort((one, other) -> Boolean.compare(one.wasStopped(), other.wasStopped()));
    return met;
  }

  /// The same without those who met them.
  public List<Failure> failures() {
    return metFailures().stream().map(MetFailure::failure).toList();
  }
}
