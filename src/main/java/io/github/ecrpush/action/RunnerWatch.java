package io.github.ecrpush.action;

import io.github.ecrpush.concurrent.Uninterrupted;
import java.time.Duration;

/// Stops a run that the runner has given up.
///
/// A cancelled run is told by signals, which Docker's client hands on. A client that is killed
/// hands on nothing, and the container would run to its end. But the runner then goes on with the
/// job: it makes the files of the next step, and at the end takes all away. Those we see.
final class RunnerWatch implements AutoCloseable {

  private final Thread watcher;

  private RunnerWatch(Thread watcher) {
    this.watcher = watcher;
  }

  /// Interrupts a thread soon after the runner has gone on.
  static RunnerWatch over(StepFiles files, Thread worker, Duration interval) {
    var watcher =
        Thread.ofPlatform()
            .daemon()
            .name("runner watch")
            .start(() -> {
              try {
                while (!files.areOver()) {
                  Thread.sleep(interval);
                }
                worker.interrupt();
              } catch (InterruptedException _) {
                // the run is over
              }
            });
    return new RunnerWatch(watcher);
  }

  /// Afterwards it interrupts nobody.
  @Override
  public void close() {
    watcher.interrupt();
    Uninterrupted.join(watcher);
  }
}
