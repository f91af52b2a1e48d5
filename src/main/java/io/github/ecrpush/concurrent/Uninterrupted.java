package io.github.ecrpush.concurrent;

/// Waiting that an interrupt does not cut short. It is heeded afterwards.
public final class Uninterrupted {

  private Uninterrupted() {}

  /// Waits for a thread that is known to end soon.
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
