package io.github.ecrpush.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The system's clock, which can be put forward and back.
public final class MovableClock implements InstantSource {

  private volatile Duration ahead = Duration.ZERO;

  /// Sets how far it is ahead of the system.
  public void setAhead(Duration time) {
    ahead = time;
  }

  @Override
  public Instant instant() {
    return InstantSource.system().instant().plus(ahead);
  }
}
