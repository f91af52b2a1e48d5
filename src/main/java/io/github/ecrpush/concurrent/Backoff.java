package io.github.ecrpush.concurrent;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: twice as long each time, up to a cap, and a random part of
/// it, so that many runs that failed together do not return together.
public record Backoff(Duration first, Duration cap) {

  private static final int DOUBLINGS_BEFORE_THE_CAP_IS_SURE = 20;

  /// The wait before try number `attempt`, counted from 1: between half of it and all of it.
  public Duration before(int attempt, RandomGenerator random) {
    int doublings = Math.min(Math.max(attempt - 1, 0), DOUBLINGS_BEFORE_THE_CAP_IS_SURE);
    long full = Math.min(first.toMillis() << doublings, cap.toMillis());
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }
}
