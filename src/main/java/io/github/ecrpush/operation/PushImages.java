package io.github.ecrpush.operation;

import io.github.ecrpush.failure.BugReport;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The verb `push`: builds every image and brings it to every target.
///
/// An interrupt of the calling thread stops the run: the build is cancelled on the engine, and the
/// report says how far it came.
public final class PushImages {

  private final Workplace workplace;

  public PushImages(Workplace workplace) {
    this.workplace = workplace;
  }

  /// Runs to the end, whatever that is; failures are in the report.
  public PushReport run(PushRequest request) {
    if (request.rules().push() == PushRequest.PushMode.NOT_POSSIBLE) {
      workplace
          .listener()
          .on(
              new Notice(
                  "This run can have no AWS identity (a pull request from a fork or of Dependabot), so"
                      + " the image is built and not pushed."));
    }
    var outcomes = new ArrayList<ImageOutcome>();
    try (var timer = Timer.of(request.rules().timeout(), Thread.currentThread())) {
      if (request.rules().dryRun()) {
        return dryRun(request, timer);
      }
      for (var image : request.images()) {
        outcomes.addAll(outcomes(request, image, timer));
      }
    }
    return new PushReport(outcomes);
  }

  private PushReport dryRun(PushRequest request, Timer timer) {
    var run = new DryRun(workplace, request);
    try {
      return run.run();
    } catch (InterruptedException _) {
      return run.stopped(timer.stopped());
    }
  }

  private List<ImageOutcome> outcomes(PushRequest request, PushRequest.Image image, Timer timer) {
    try (var run = new ImageRun(workplace, request, image)) {
      try {
        run.run();
      } catch (FailureException e) {
        run.fail(e.failure());
      } catch (InterruptedException _) {
        run.fail(timer.stopped());
      } catch (RuntimeException e) {
        run.fail(BugReport.of(e));
      }
      return run.outcomes();
    }
  }

  /// Interrupts a thread when its time is over.
  private static final class Timer implements AutoCloseable {

    private final AtomicBoolean rung = new AtomicBoolean();
    private final Duration limit;
    private final Optional<Thread> waiting;

    private Timer(Duration limit, Optional<Thread> waiting) {
      this.limit = limit;
      this.waiting = waiting;
    }

    static Timer of(Optional<Duration> limit, Thread worker) {
      if (limit.isEmpty()) {
        return new Timer(Duration.ZERO, Optional.empty());
      }
      var timer = new Timer[1];
      var thread =
          Thread.ofPlatform().daemon().name("timeout").unstarted(() -> timer[0].ring(worker));
      timer[0] = new Timer(limit.get(), Optional.of(thread));
      thread.start();
      return timer[0];
    }

    private void ring(Thread worker) {
      try {
        Thread.sleep(limit);
        rung.set(true);
        worker.interrupt();
      } catch (InterruptedException _) {
        // the run was faster
      }
    }

    /// Why the thread was interrupted.
    Failure stopped() {
      return rung.get() ? OperationFailures.timedOut(limit) : OperationFailures.cancelled();
    }

    @Override
    public void close() {
      waiting.ifPresent(Thread::interrupt);
    }
  }
}
