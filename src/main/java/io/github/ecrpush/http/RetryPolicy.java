package io.github.ecrpush.http;

import io.github.ecrpush.concurrent.Backoff;
import java.time.Duration;

/// How often and how long a request is tried again.
///
/// @param tries how many times in all
/// @param total how long in all, pauses included
public record RetryPolicy(int tries, Duration total, Backoff backoff) {

  /// For small questions in the middle of a run.
  public static final RetryPolicy PATIENT =
      new RetryPolicy(
          6, Duration.ofSeconds(30), new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5)));
}
