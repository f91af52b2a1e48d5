package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Failure;
import java.util.List;
import java.util.Optional;

/// All that a run did: one outcome for each image and target, in the order in which they were asked
/// for.
public record PushReport(List<ImageOutcome> outcomes) {

  public PushReport {
    outcomes = List.copyOf(outcomes);
  }

  /// What the run failed with, if it did.
  public Optional<Failure> failure() {
    return outcomes.stream().flatMap(outcome -> outcome.failure().stream()).findFirst();
  }
}
