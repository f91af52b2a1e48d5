package io.github.ecrpush.report;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.PhaseStarted;
import io.github.ecrpush.progress.ProgressEvent.StepEnded;
import io.github.ecrpush.progress.ProgressEvent.StepOutput;
import io.github.ecrpush.progress.ProgressEvent.StepProgress;
import io.github.ecrpush.progress.ProgressEvent.StepStarted;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.progress.ProgressListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Prints a run as plain lines, one event a line, as they come.
///
/// Events come from several threads; a lock keeps their lines whole.
public final class RunLog implements ProgressListener {

  /// A transfer is told again when it has come this much further, so that a log stays short.
  private static final int STEPS_OF_A_TRANSFER = 4;

  private final PrintStream out;
  private final Redactor redactor;
  private final Map<String, Long> transfers = new HashMap<>();

  public RunLog(PrintStream out, Redactor redactor) {
    this.out = out;
    this.redactor = redactor;
  }

  @Override
  public synchronized void on(ProgressEvent event) {
    switch (event) {
      case PhaseStarted _ -> {}
      case PhaseEnded(String phase, Duration took) -> print("✓ " + phase + " " + seconds(took));
      case StepStarted(int number, String name) -> print("#" + number + " " + name);
      case StepOutput(int number, Duration at, String line) ->
          print("#" + number + " " + seconds(at) + " " + line);
      case StepProgress(int number, String name, long current, long total) ->
          transfer(number, name, current, total);
      case StepEnded(int number, String name, var result, Duration took) ->
          print(
              switch (result) {
                case DONE -> "#" + number + " DONE " + seconds(took);
                case CACHED -> "#" + number + " " + name + " CACHED";
                case FAILED -> "#" + number + " FAILED " + seconds(took);
              });
      case Notice(String text) -> print("• " + text);
      case Warning(String text) -> print("! Warning: " + text);
    }
  }

  private void transfer(int number, String name, long current, long total) {
    long share = total > 0 ? current * STEPS_OF_A_TRANSFER / total : 0;
    var last = transfers.put(number + name, share);
    if (last == null || share > last) {
      print(
          "#" + number + " " + name + " " + size(current) + (total > 0 ? " / " + size(total) : ""));
    }
  }

  private void print(String line) {
    out.println(redactor.redact(line));
  }

  static String seconds(Duration time) {
    return tenths(time.toMillis(), 1_000) + "s";
  }

  private static String size(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    return bytes < 1_000_000 ? tenths(bytes, 1_000) + " kB" : tenths(bytes, 1_000_000) + " MB";
  }

  /// With one decimal. The runtime's own formatting takes longer to begin than many a build step.
  private static String tenths(long number, long unit) {
    long tenths = (number * 10 + unit / 2) / unit;
    return tenths / 10 + "." + tenths % 10;
  }
}
