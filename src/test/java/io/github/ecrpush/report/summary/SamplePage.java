package io.github.ecrpush.report.summary;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.report.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the page of a sample run, for `script/pictures`.
public final class SamplePage {

  private SamplePage() {}

  /// Writes one page.
  ///
  /// @param words which run (`pushed`, `failed`, `several`, `many`), and the file to write
  public static void main(String... words) throws IOException {
    var sample =
        switch (words[0]) {
          case "failed" -> SampleRun.failed();
          case "several" -> SampleRun.several();
          case "many" -> SampleRun.many(25, 12);
          default -> SampleRun.pushed();
        };
    Files.writeString(Path.of(words[1]), page(sample));
  }

  static String page(SampleRun sample) {
    return Summary.of(
        new PushReport(sample.outcomes()).recorded(sample.run()), "image", new Redactor());
  }
}
