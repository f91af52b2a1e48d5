package io.github.ecrpush.http;

import io.github.ecrpush.concurrent.Errand;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Lets an interrupt of the calling thread end what it waits for. Sockets of the Java runtime do
/// not heed interrupts, and its HTTP client lets nobody close a connection whose body is being
/// read. So the work is done beside: when the caller is interrupted it leaves, and the work ends by
/// its own timeouts, heard by nobody.
final class Interruption {

  private static final ThreadLocal<Boolean> BESIDE = ThreadLocal.withInitial(() -> false);

  private Interruption() {}

  /// Work that opens and reads connections.
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /// Does the work, or leaves it when the calling thread is interrupted. Work inside of work is
  /// done where it stands.
  static <T> T heededBy(Work<T> work) throws IOException, InterruptedException {
    if (BESIDE.get()) {
      return work.run();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    var result = new CompletableFuture<T>();
    var errand =
        Errand.start(
            Thread.currentThread().getName() + "-io",
            () -> {
              BESIDE.set(true);
              try {
                result.complete(work.run());
              } catch (Throwable e) { // thrown to the caller
                result.completeExceptionally(e);
              } finally {
                BESIDE.remove();
              }
            });
    try {
      return result.get();
    } catch (InterruptedException e) {
      errand.interrupt(); // so that no further try is made
      throw e;
    } catch (ExecutionException _) {
      throw passedOn(result.exceptionNow());
    }
  }

  private static IOException passedOn(Throwable thrown) {
    return switch (thrown) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(thrown);
    };
  }
}
