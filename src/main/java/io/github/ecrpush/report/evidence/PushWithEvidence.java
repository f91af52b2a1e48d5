package io.github.ecrpush.report.evidence;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.operation.Push;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.progress.ProgressListener;
import java.nio.file.Path;
import java.util.function.Supplier;

/// The verb `push`, and the evidence of what it did, where that is wished: of a run that went well
/// and of one that failed, but not of one that only looked.
public final class PushWithEvidence implements Push {

  private final Push push;
  private final Path directory;
  private final Supplier<String> tool;

  /// @param directory the folder that the run stands in
  /// @param tool the version of this program
  public PushWithEvidence(Push push, Path directory, Supplier<String> tool) {
    this.push = push;
    this.directory = directory;
    this.tool = tool;
  }

  @Override
  public PushReport run(Inputs inputs, ProgressListener listener, Redactor redactor) {
    try {
      var file = EvidenceFile.wished(inputs, directory);
      var report = push.run(inputs, listener, redactor);
      return file.isEmpty() || inputs.isOn(Input.DRY_RUN)
          ? report
          : written(report, file.get(), redactor);
    } catch (FailureException e) {
      return PushReport.notBegun(inputs, e.failure(), redactor);
    }
  }

  private PushReport written(PushReport report, EvidenceFile file, Redactor redactor) {
    if (report.run().isEmpty()) {
      return report;
    }
    try {
      file.write(
          Evidence.of(
              report.run().get(), report.outcomes(), tool.get(), redactor, file.directory()));
      return report.evidencedBy(file.shown());
    } catch (FailureException e) {
      return report.failedAfterwards(e.failure());
    }
  }
}
