package io.github.ecrpush.operation;

import io.github.ecrpush.concurrent.Errand;
import io.github.ecrpush.ecr.HalfMadeException;
import io.github.ecrpush.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Interrupts the thread of a run when its time is over.
final class RunTimer implements AutoCloseable {

  private final AtomicBoolean rung = new AtomicBoolean();
  private final Optional<Duration> limit;
  private final Optional<Errand> waiting;

  /// @param limit nothing for a run that may take as long as it does
  RunTimer(Optional<Duration> limit, Thread worker) {
    this.limit = limit;
    this.waiting = limit.map(time -> Errand.start("timeout", () -> ring(time, worker)));
  }

  private void ring(Duration time, Thread worker) {
    try {
      Thread.sleep(time);
      rung.set(true);
      worker.interrupt();
    } catch (InterruptedException _) {
      // the run was faster
    }
  }

  /// Why the thread was interrupted.
  Failure stopped() {
    return limit
        .filter(_ -> rung.get())
        .map(OperationFailures::timedOut)
        .orElseGet(OperationFailures::cancelled);
  }

  /// The same, and what was half done by then.
  Failure stopped(InterruptedException how) {
    return how instanceof HalfMadeException half
        ? OperationFailures.halfMade(stopped(), half.made())
        : stopped();
  }

  @Override
  public void close() {
    waiting.ifPresent(Errand::interrupt);
  }
}
