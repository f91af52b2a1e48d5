package io.github.ecrpush.operation;

import io.github.ecrpush.failure.BugReport;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
                  "This run can have no AWS identity (a pull request from a fork or of Dependabot), so "
                      + consequence(request)));
    }
    var outcomes = new ArrayList<ImageOutcome>();
    try (var timer = new RunTimer(request.rules().timeout(), Thread.currentThread())) {
      if (request.rules().dryRun()) {
        return dryRun(request, timer);
      }
      try (var registries = new Registries(workplace, request, true)) {
        handOn(request, registries, timer);
        var once = once(request, registries);
        for (var image : once.images()) {
          outcomes.addAll(outcomes(new ImageRun(workplace, once, image, registries), timer));
        }
      }
    }
    return new PushReport(outcomes);
  }

  private static String consequence(PushRequest request) {
    if (request.rules().dryRun()) {
      return "AWS is asked nothing.";
    }
    return request.exports().isAny()
        ? "the image is built and not pushed, and later steps get no keys and no login."
        : "the image is built and not pushed.";
  }

  private PushReport dryRun(PushRequest request, RunTimer timer) {
    var run = new DryRun(workplace, request);
    try {
      return run.run();
    } catch (InterruptedException _) {
      return run.stopped(timer.stopped());
    }
  }

  private void handOn(PushRequest request, Registries registries, RunTimer timer) {
    try {
      handingOn.run(request, registries);
    } catch (InterruptedException _) {
      throw new FailureException(timer.stopped());
    }
  }

  private static PushRequest once(PushRequest request, Registries registries) {
    try {
      return registries.once(request);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the run of the first image meets it, and reports it
      return request;
    }
  }

  private static List<ImageOutcome> outcomes(ImageRun image, RunTimer timer) {
    try (var run = image) {
      try {
        run.run();
      } catch (FailureException e) {
        run.fail(e.failure());
      } catch (InterruptedException e) {
        run.fail(timer.stopped(e));
      } catch (RuntimeException e) {
        run.fail(BugReport.of(e));
      }
      return run.outcomes();
    }
  }
}
