package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Failure;
import java.util.List;

/// What a check found, for each image and target in the order in which they were asked for.
public record CheckReport(List<TargetCheck> targets) {

  public CheckReport {
    targets = List.copyOf(targets);
  }

  /// What would keep a push from its targets, each failure once.
  public List<MetFailure> metFailures() {
    return MetFailure.among(targets, TargetCheck::name, TargetCheck::failure);
  }

  /// The same without those who met them.
  public List<Failure> failures() {
    return metFailures().stream().map(MetFailure::failure).toList();
  }
}
