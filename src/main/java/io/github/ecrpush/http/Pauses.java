package io.github.ecrpush.http;

import java.time.Duration;

/// Lets time pass between two tries.
@FunctionalInterface
public interface Pauses {

  /// Real time.
  Pauses REAL = Thread::sleep;

  void pause(Duration time) throws InterruptedException;
}
