package io.github.ecrpush.report.evidence;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.input.Input;

/// The words for evidence that cannot be written where it is wished.
final class EvidenceFailures {

  private EvidenceFailures() {}

  static Failure outside(String written) {
    return new Failure.Misconfigured(
        new Explanation(
            "evidence-outside",
            "The input `evidence` was given as `" + written + "`.",
            "It leads out of the folder that the run stands in, where later steps would not find the"
                + " file and nobody expects one.",
            "Name a file in that folder, for example `evidence: build/evidence.json`."),
        Input.EVIDENCE.key());
  }

  static Failure unusable(String written, String why) {
    return new Failure.Misconfigured(
        new Explanation(
            "evidence-unusable",
            "The evidence cannot be written to `" + written + "`.",
            why + " Nothing was built or pushed.",
            "Name another file in `evidence`, or take out what is in its place."),
        Input.EVIDENCE.key());
  }

  static Failure notWritten(String written, String why) {
    return new Failure.Unavailable(
        new Explanation(
            "evidence-not-written",
            "The evidence of the run could not be written to `" + written + "`.",
            "Writing ended with: " + why + ". What stood there before is still so.",
            "Make room on the disk, or name another file in `evidence`, and run again. What was pushed"
                + " is found there and not pushed twice."),
        "disk");
  }
}
