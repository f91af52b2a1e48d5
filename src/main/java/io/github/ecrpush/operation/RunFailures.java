package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;

/// The words for runs of several images.
final class RunFailures {

  private RunFailures() {}

  /// @param failed the image that kept this one from its end
  static Failure stoppedBy(String failed) {
    return new Failure.Cancelled(
        new Explanation(
            "stopped-by-other-image",
            "The image was stopped.",
            "The image `" + failed + "` of the same run failed, and that stops the others.",
            "Mend `"
                + failed
                + "` and run it again: what is there already is not pushed a second time. With"
                + " `fail-fast: false` the other images go on to their end."));
  }
}
