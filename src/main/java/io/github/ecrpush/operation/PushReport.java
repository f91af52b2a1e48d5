package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.operation.ImageOutcome.Status;
import java.util.List;
import java.util.Optional;

/// All that a run did: one outcome for each image and target, in the order in which they were asked
/// for.
///
/// @param checks what a dry run found, one for each outcome; other runs have none
public record PushReport(List<ImageOutcome> outcomes, List<TargetCheck> checks) {

  public PushReport {
    outcomes = List.copyOf(outcomes);
    checks = List.copyOf(checks);
  }

  public PushReport(List<ImageOutcome> outcomes) {
    this(outcomes, List.of());
  }

  /// The report of a run that could not even begin: scripts find the failure where they look.
  public static PushReport notBegun(Inputs inputs, Failure failure) {
    return new PushReport(
        List.of(
            new ImageOutcome(
                withoutLogin(inputs.text(Input.REPOSITORY)),
                Goal.named(inputs.text(Input.AWS_REGION)),
                Status.FAILED,
                false,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(failure))));
  }

  /// What nobody has looked at yet may be an address with a password.
  private static String withoutLogin(String repository) {
    return repository.replaceAll("//[^/]*@", "//");
  }

  /// What the run failed with, each failure once, however many targets it kept the image from.
  public List<Failure> failures() {
    return outcomes.stream().flatMap(outcome -> outcome.failure().stream()).distinct().toList();
  }
}
