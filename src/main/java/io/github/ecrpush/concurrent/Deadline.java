package io.github.ecrpush.concurrent;

import java.time.Duration;

/// A moment after which it is too late.
public final class Deadline {

  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /// What is left, never less than nothing.
  public Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  public boolean isOver() {
    return end - System.nanoTime() <= 0;
  }
}
