package io.github.ecrpush.report;

import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.ImageEnded;
import io.github.ecrpush.progress.ProgressEvent.ImagesBegan;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.OfImage;
import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.PhaseStarted;
import io.github.ecrpush.progress.ProgressEvent.StepEnded;
import io.github.ecrpush.progress.ProgressEvent.StepOutput;
import io.github.ecrpush.progress.ProgressEvent.StepProgress;
import io.github.ecrpush.progress.ProgressEvent.StepStarted;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The plain line that an event is for a log, where it is worth one.
///
/// Not thread-safe.
public final class EventLines {

  /// What is smaller is over before anybody reads of it.
  private static final long LEAST_TRANSFER = 1_000_000;

  /// A push is no step of its own, and nothing else says that it began.
  private static final String PUSHING = "pushing ";

  /// How many bytes of it were last told. A step may have ended by then: BuildKit ends it when it
  /// knows what is to be sent, and comes back to it to send that.
  private final Map<Transfer, Long> told = new HashMap<>();

  private record Transfer(String image, int step, String name) {}

  public Optional<String> of(ProgressEvent event) {
    return event instanceof OfImage(String image, ProgressEvent inner)
        ? of(image, inner).map(line -> image + ": " + line)
        : of("", event);
  }

  /// The line where it stands among others of the same image, which need not name it.
  public Optional<String> of(String image, ProgressEvent event) {
    return switch (event) {
      case OfImage(String inner, ProgressEvent its) -> of(inner, its);
      case ImagesBegan _ -> Optional.empty();
      case ImageEnded ended -> Optional.of(end(ended));
      case PhaseStarted _ -> Optional.empty();
      case PhaseEnded(String phase, Duration took) ->
          Optional.of("✓ " + phase + " " + seconds(took));
      case StepStarted(int number, String name) -> Optional.of("#" + number + " " + name);
      case StepOutput(int number, Duration at, String line) ->
          Optional.of("#" + number + " " + seconds(at) + " " + line);
      case StepProgress(int number, String name, long current, long total) ->
          transfer(new Transfer(image, number, name), current, total);
      case StepEnded(int number, String name, var result, Duration took) ->
          Optional.of(
              switch (result) {
                case DONE -> "#" + number + " DONE " + seconds(took);
                case CACHED -> "#" + number + " " + name + " CACHED";
                case FAILED -> "#" + number + " FAILED " + seconds(took);
              });
      case Fact(String text) -> Optional.of("• " + text);
      case Notice(String text) -> Optional.of("• " + text);
      case Warning(String text, String file, int line, String link) ->
          Optional.of(
              "! Warning: "
                  + text
                  + (line > 0 ? " (" + file + ":" + line + ")" : "")
                  + (link.isEmpty() ? "" : " " + link));
    };
  }

  private static String end(ImageEnded ended) {
    var result =
        switch (ended.result()) {
          case PUSHED -> "✓ pushed";
          case PRESENT -> "✓ there already";
          case BUILT -> "✓ built, not pushed";
          case FAILED -> "✗ failed";
          case STOPPED -> "✗ stopped";
        };
    var where = String.join(", ", ended.references());
    return result + (where.isEmpty() ? " " : " " + where + " ") + seconds(ended.took());
  }

  private Optional<String> transfer(Transfer transfer, long current, long total) {
    boolean begins = transfer.name().startsWith(PUSHING) && !told.containsKey(transfer);
    if (!begins && !isFurther(told.getOrDefault(transfer, 0L), current, total)) {
      return Optional.empty();
    }
    told.put(transfer, current);
    var line = "#" + transfer.step() + " " + transfer.name();
    return Optional.of(
        current < LEAST_TRANSFER
            ? line
            : line + " " + size(current) + (total > 0 ? " / " + size(total) : ""));
  }

  /// By a quarter, or to its end; where nobody knows that, by as much again. So a log stays short.
  private static boolean isFurther(long last, long current, long total) {
    long next = total > 0 ? Math.min(last + total / 4, total) : last * 2;
    return current > last && current >= Math.max(next, LEAST_TRANSFER);
  }

  public static String seconds(Duration time) {
    return tenths(time.toMillis(), 1_000) + "s";
  }

  public static String size(long bytes) {
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
