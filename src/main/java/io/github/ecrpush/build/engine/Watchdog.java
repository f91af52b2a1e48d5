package io.github.ecrpush.build.engine;

import io.github.ecrpush.concurrent.Errand;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/// Closes something unless it is called off in time: the only way to end the wait for an answer on
/// a unix socket, which knows no timeout.
final class Watchdog implements AutoCloseable {

  private final Errand errand;
  private volatile boolean bitten;

  private Watchdog(Closeable watched, Duration patience) {
    errand =
        Errand.start(
            "engine-watchdog",
            () -> {
              try {
                Thread.sleep(patience);
                bitten = true;
                watched.close();
              } catch (InterruptedException | IOException _) {
                // called off, or already closed
              }
            });
  }

  static Watchdog over(Closeable watched, Duration patience) {
    return new Watchdog(watched, patience);
  }

  boolean hasBitten() {
    return bitten;
  }

  @Override
  public void close() {
    errand.interrupt();
  }
}
