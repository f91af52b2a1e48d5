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

/// The verb `push`: hands on what later steps were promised, builds every image and brings it to
/// every target. All of it in one name.
///
/// An interrupt of the calling thread stops the run: the build is cancelled on the engine, and the
/// report says how far it came.
public final class PushImages {

  private final Workplace workplace;
  private final HandingOn handingOn;

  /// @param later nothing where a run is no step of a job
  public PushImages(Workplace workplace, Optional<LaterSteps> later) {
    this.workplace = workplace;
    this.handingOn = new HandingOn(workplace, later);
  }

  /// Runs to the end, whatever that is; failures are in the report.
  ///
  /// @throws FailureException if nothing was begun, because later steps cannot get what they need
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
      try (var registries = new Registries(workplace, request, true)) {
        handOn(request, registries, timer);
        for (var image : request.images()) {
          outcomes.addAll(outcomes(new ImageRun(workplace, request, image, registries), timer));
        }
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

  private void handOn(PushRequest request, Registries registries, Timer timer) {
    try {
      handingOn.run(request, registries);
    } catch (InterruptedException _) {
      throw new FailureException(timer.stopped());
    }
  }

  private static List<ImageOutcome> outcomes(ImageRun image, Timer timer) {
    try (var run = image) {
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
