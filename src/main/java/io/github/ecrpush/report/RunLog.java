package io.github.ecrpush.report;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.failure.PlainText;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressListener;
import java.io.PrintStream;

/// Prints a run as plain lines, one event a line, as they come.
///
/// Events come from several threads; a lock keeps their lines whole.
public final class RunLog implements ProgressListener {

  private final PrintStream out;
  private final Redactor redactor;
  private final EventLines lines = new EventLines();

  public RunLog(PrintStream out, Redactor redactor) {
    this.out = out;
    this.redactor = redactor;
  }

  @Override
  public synchronized void on(ProgressEvent event) {
    lines.of(event).ifPresent(line -> out.println(shown(line, redactor)));
  }

  /// A line as everybody may see it.
  public static String shown(String line, Redactor redactor) {
    return redactor.redact(PlainText.lines(line));
  }
}
