package io.github.ecrpush.report;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.report.evidence.Evidence;
import io.github.ecrpush.report.summary.Summary;
import java.io.PrintStream;

/// Measures what the page and the evidence of a large run take: 200 images with 10 steps each, in a
/// process that did nothing else before. For the bench:
///
/// `java -cp JAR src/test/java/io/github/ecrpush/report/ReportFigures.java` prints the milliseconds
/// of both together, then the bytes of the page and of the document.
public final class ReportFigures {

  private static final int IMAGES = 200;
  private static final int STEPS = 10;

  private ReportFigures() {}

  public static void main(String... words) {
    var sample = SampleRun.many(IMAGES, STEPS);
    var redactor = new Redactor();
    redactor.hide(new Secret("a-registry-password-that-is-long"));
    var report = new PushReport(sample.outcomes()).recorded(sample.run());

    long begun = System.nanoTime();
    var page = Summary.of(report, "image", redactor);
    var document =
        Evidence.of(sample.run(), sample.outcomes(), "1.0.0", redactor, SampleRun.FOLDER);
    long millis = (System.nanoTime() - begun) / 1_000_000;

    PrintStream out = System.out;
    out.printf("%d %d %d%n", millis, page.length(), document.length);
  }
}
