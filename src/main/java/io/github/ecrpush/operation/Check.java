package io.github.ecrpush.operation;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.progress.ProgressListener;

/// The verb `check` as a door knows it.
@FunctionalInterface
public interface Check {

  /// Looks, and changes nothing.
  ///
  /// @param redactor is told every secret before anything is told to the listener
  CheckReport run(
      Inputs inputs, CheckTargets.Depth depth, ProgressListener listener, Redactor redactor);
}
