package io.github.ecrpush.operation;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.progress.ProgressListener;

/// The verb `push` as a door knows it: what was given goes in, and a report of what came of it
/// always comes out.
@FunctionalInterface
public interface Push {

  /// Runs it to its end, whatever that is.
  ///
  /// @param redactor is told every secret before anything is told to the listener
  PushReport run(Inputs inputs, ProgressListener listener, Redactor redactor);

  /// Hides the secrets among what was given. A door does so before anything else, because the words
  /// about an input that is refused repeat it.
  default void hideSecrets(Inputs given, Redactor redactor) {}

  /// What was given, with what a file says of the run as a whole: whether there is a summary, where
  /// the evidence is to be.
  default Inputs wishes(Inputs given) {
    return given;
  }
}
