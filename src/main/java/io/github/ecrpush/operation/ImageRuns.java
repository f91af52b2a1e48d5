package io.github.ecrpush.operation;

import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.failure.BugReport;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.operation.BuildGate.FailedImage;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The images of a run, side by side: while some are built, others are pushed. All their targets
/// are looked at in the meantime, and where one failure stops all, nothing is pushed before each of
/// them is known to be good.
///
/// The calling thread only waits. Finders look at targets, and workers take one image after the
/// other, in their order: what an image is built from was taken by somebody before.
final class ImageRuns {

  private static final int FINDERS = 8;

  private final List<ImageRun> runs;
  private final PushRequest.Rules rules;
  private final RunTimer timer;
  private final BuildGate gate;
  private final AtomicInteger left;

  ImageRuns(List<ImageRun> runs, PushRequest.Rules rules, RunTimer timer) {
    this.runs = runs;
    this.rules = rules;
    this.timer = timer;
    this.gate = new BuildGate(rules);
    this.left = new AtomicInteger(runs.size());
  }

  /// One failure that stops all the others. The image that failed knows it already.
  private static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Runs to the end, whatever that is: every image knows what became of it.
  void run() {
    try (var tasks = new Parallel()) {
      var finding = new AtomicInteger();
      for (int i = 0; i < Math.min(FINDERS, runs.size()); i++) {
        tasks.run("find", () -> each(finding, this::find));
      }
      // as many are pushed as are built
      var working = new AtomicInteger();
      for (int i = 0; i < Math.min(2 * rules.parallel(), runs.size()); i++) {
        tasks.run("image", () -> each(working, this::bring));
      }
      join(tasks);
    } catch (InterruptedException e) {
      stop(timer.stopped(e));
    } catch (StoppedException _) {
      stop(RunFailures.stoppedBy(gate.shutBy().orElseThrow().name()));
    } catch (RuntimeException e) {
      stop(BugReport.of(e));
    }
  }

  private void join(Parallel tasks) throws InterruptedException {
    try {
      tasks.join();
    } catch (InterruptedException e) {
      gate.stop();
      throw e;
    }
  }

  /// A part of the work for one image.
  private interface Part {
    void run(ImageRun image) throws InterruptedException;
  }

  private void each(AtomicInteger next, Part part) throws InterruptedException {
    for (int i = next.getAndIncrement(); i < runs.size(); i = next.getAndIncrement()) {
      part.run(runs.get(i));
    }
  }

  /// Looks at all of them before any failure stops the run, so that everything that is wrong is
  /// told at once.
  private void find(ImageRun image) throws InterruptedException {
    image.find();
    if (left.decrementAndGet() == 0) {
      runs.stream().filter(ImageRun::hasFailed).findFirst().ifPresent(this::failed);
    }
  }

  private void bring(ImageRun image) throws InterruptedException {
    long start = System.nanoTime();
    try {
      image.run(gate, rules.failFast() ? runs : List.of(image));
    } catch (InterruptedException e) {
      throw stopped(image, e);
    } catch (FailureException e) {
      if (isCutOff(image, e)) {
        throw stopped(image, new InterruptedException());
      }
      image.fail(e.failure());
    } catch (RuntimeException e) {
      image.fail(BugReport.of(e));
    } finally {
      tellEnd(image, Duration.ofNanos(System.nanoTime() - start));
    }
    if (image.hasFailed()) {
      failed(image);
    }
  }

  /// Whether it only met that others were stopped: the interrupt of one of them can close the
  /// connection to the engine, which all share.
  private boolean isCutOff(ImageRun image, FailureException e) {
    boolean byOther = gate.shutBy().filter(by -> !by.name().equals(image.name())).isPresent();
    return gate.isStopped() || (byOther && e.getCause() instanceof ClosedChannelException);
  }

  private InterruptedException stopped(ImageRun image, InterruptedException how) {
    image.settle();
    image.fail(gate.shutBy().map(by -> failureOf(image, by)).orElseGet(() -> timer.stopped(how)));
    return how;
  }

  /// An image that may have learned itself that it cannot go on, a moment before it was stopped.
  private static Failure failureOf(ImageRun image, FailedImage by) {
    return by.name().equals(image.name())
        ? by.failure()
        : image.refusal().orElseGet(() -> RunFailures.stoppedBy(by.name()));
  }

  private void failed(ImageRun image) {
    gate.shut(image.name(), image.failure().orElseThrow());
    if (gate.shutBy().isPresent()) {
      throw new StoppedException();
    }
  }

  /// Those that did not come to their end were stopped.
  private void stop(Failure why) {
    for (var run : runs) {
      if (!run.hasEnded()) {
        run.fail(why);
        tellEnd(run, Duration.ZERO);
      }
    }
  }

  private void tellEnd(ImageRun image, Duration took) {
    if (runs.size() > 1) {
      image.tellEnd(took);
    }
  }
}
