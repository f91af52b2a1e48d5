package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Lets so many images of a run be built at the same time, and no further one after the first that
/// failed, where that stops the others.
final class BuildGate {

  private final Semaphore places;
  private final boolean failFast;
  private final AtomicReference<@Nullable FailedImage> shutBy = new AtomicReference<>();
  private volatile boolean stopped;

  BuildGate(PushRequest.Rules rules) {
    this.places = new Semaphore(rules.parallel(), true);
    this.failFast = rules.failFast();
  }

  /// The image whose failure stops the others. It may be stopped itself before anybody else knows
  /// what it failed with.
  record FailedImage(String name, Failure failure) {}

  /// A build.
  interface Work<T> {
    T run() throws InterruptedException;
  }

  /// Waits for a place and builds there.
  ///
  /// @throws FailureException if the build failed, or the gate was shut
  <T> T pass(String image, Work<T> work) throws InterruptedException {
    places.acquire();
    try {
      requireOpen();
      return work.run();
    } catch (FailureException e) {
      shut(image, e.failure());
      throw e;
    } finally {
      places.release();
    }
  }

  /// Shuts it because an image failed, where that stops the others.
  void shut(String image, Failure failure) {
    if (failFast && !stopped) {
      shutBy.compareAndSet(null, new FailedImage(image, failure));
    }
  }

  /// The whole run is being stopped. What fails from now on does so because of that.
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /// The image that shut it.
  Optional<FailedImage> shutBy() {
    return Optional.ofNullable(shutBy.get());
  }

  void requireOpen() {
    shutBy()
        .ifPresent(image -> {
          throw new FailureException(RunFailures.stoppedBy(image.name()));
        });
  }
}
