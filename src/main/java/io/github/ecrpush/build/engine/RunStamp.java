package io.github.ecrpush.build.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Tells which run marked something on the Engine, and so whether that run is still at work. It is
/// written as a part of a tag: `<time>-<pid namespace>-<pid>-<start>-c<container>-<random>`.
///
/// @param since when the run took hold
/// @param process its process, as the kernel tells it from all others
/// @param container the Engine's container that the run is in, by the first twelve digits of its id
/// @param unique tells it from other stamps of the same process
record RunStamp(
    Instant since, Optional<KernelProcess> process, Optional<String> container, String unique) {

  /// A run of which nothing is known but its time is at work no longer than this.
  private static final Duration LIFE = Duration.ofMinutes(15);

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{1,12})-(?:(\\d{1,12})-(\\d{1,12})-(\\d{1,18})|unknown)"
              + "(?:-c([0-9a-f]{12}))?-([0-9a-f]{8})");

  static RunStamp at(Instant now, Optional<String> container) {
    var random = HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextInt());
    return new RunStamp(now, KernelProcess.current(), container, random);
  }

  /// Reads a stamp, or nothing when the text is none of ours.
  static Optional<RunStamp> parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var process =
        Optional.ofNullable(parts.group(2))
            .map(namespace ->
                new KernelProcess(
                    number(namespace), number(parts.group(3)), number(parts.group(4))));
    return Optional.of(
        new RunStamp(
            Instant.ofEpochSecond(number(parts.group(1))),
            process,
            Optional.ofNullable(parts.group(5)),
            parts.group(6)));
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }

  /// Whether the run is over and could not take away what it marked.
  ///
  /// @param isRunning whether a container runs, as far as that is known
  boolean isAbandoned(Instant now, Function<String, Optional<Boolean>> isRunning) {
    var containerRuns = container.flatMap(isRunning);
    if (process.map(KernelProcess::hasEnded).orElse(false)
        || containerRuns.equals(Optional.of(false))) {
      return true;
    }
    boolean livesWithIt = process.map(KernelProcess::isFirst).orElse(false);
    boolean isAtWork = livesWithIt && containerRuns.equals(Optional.of(true));
    return !isAtWork && since.plus(LIFE).isBefore(now);
  }

  @Override
  public String toString() {
    return since.getEpochSecond()
        + "-"
        + process.map(KernelProcess::toString).orElse("unknown")
        + container.map(id -> "-c" + id).orElse("")
        + "-"
        + unique;
  }
}
