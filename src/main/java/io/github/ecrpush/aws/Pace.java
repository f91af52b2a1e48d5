package io.github.ecrpush.aws;

import io.github.ecrpush.concurrent.Deadline;
import java.time.Duration;

/// Spaces calls out for a while after AWS has said that they come too fast: each has a place in a
/// row, and none of them is overtaken for ever. Threads share one.
final class Pace {

  private static final Duration MEMORY = Duration.ofSeconds(2);

  private final long gap;
  private Deadline slow = Deadline.in(Duration.ZERO);
  private long last = System.nanoTime();

  /// @param gap from one place to the next
  Pace(Duration gap) {
    this.gap = gap.toNanos();
  }

  synchronized void slowDown() {
    slow = Deadline.in(MEMORY);
  }

  /// How long it is to the next free place, which is taken.
  synchronized Duration place() {
    if (slow.isOver()) {
      return Duration.ZERO;
    }
    long now = System.nanoTime();
    last = Math.max(now, last + gap);
    return Duration.ofNanos(last - now);
  }
}
