package io.github.ecrpush.http;

import io.github.ecrpush.concurrent.Backoff;
import java.time.Duration;

/// How often and how long a request is tried again.
///
/// @param tries how many times in all, when a server fails or a connection breaks; not counted when
///   a server is asked too often, for that passes
/// @param total how long in all, pauses included
public record RetryPolicy(int tries, Duration total, Backoff backoff) {

  /// For small questions in the middle of a run.
  public static final RetryPolicy PATIENT =
      new RetryPolicy(
          4, Duration.ofMinutes(1), new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5)));
}
