package io.github.ecrpush.operation;

import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.PhaseStarted;
import io.github.ecrpush.progress.ProgressListener;
import java.time.Duration;
import java.util.concurrent.Callable;

/// Tells when the parts of a run begin and end, and how long they took.
///
/// @param where what tells one target's phases from another's, put behind the name; often empty
record Phases(ProgressListener listener, String where) {

  <T> T run(String name, Callable<T> work) throws InterruptedException {
    var phase = name + where;
    listener.on(new PhaseStarted(phase));
    long start = System.nanoTime();
    try {
      var result = work.call();
      listener.on(new PhaseEnded(phase, Duration.ofNanos(System.nanoTime() - start)));
      return result;
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
