package io.github.ecrpush.concurrent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Tasks that run side by side and belong together: when one fails, the others are interrupted, and
/// none outlives the block that opened them.
///
/// A task that does not heed its interrupt is left behind after [#GRACE].
public final class Parallel implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(2);

  private final List<Errand> errands = new ArrayList<>();
  private final BlockingQueue<Task<?>> ended = new LinkedBlockingQueue<>();

  /// A task that was started, and its value to be.
  public static final class Task<T> {

    private final CompletableFuture<T> value = new CompletableFuture<>();

    /// The task's value, waiting for it when need be.
    ///
    /// @throws TaskFailedException if the task failed; its cause is what the task threw
    public T await() throws InterruptedException {
      try {
        return value.get();
      } catch (ExecutionException _) {
        throw new TaskFailedException(value.exceptionNow());
      }
    }

    /// The task's value if it is there in time.
    ///
    /// @throws TaskFailedException if the task failed; its cause is what the task threw
    public Optional<T> await(Duration patience) throws InterruptedException {
      try {
        return Optional.of(value.get(patience.toNanos(), TimeUnit.NANOSECONDS));
      } catch (ExecutionException _) {
        throw new TaskFailedException(value.exceptionNow());
      } catch (TimeoutException _) {
        return Optional.empty();
      }
    }

    /// Whether the task ended well.
    public boolean isDone() {
      return value.isDone() && !value.isCompletedExceptionally();
    }
  }

  /// Says that another task failed. [#join()] throws that task's own exception instead.
  public static final class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TaskFailedException(Throwable cause) {
      super(cause);
    }
  }

  /// A task that is over, whose value was known.
  public static <T> Task<T> done(T value) {
    var task = new Task<T>();
    task.value.complete(value);
    return task;
  }

  /// Starts a task.
  public <T> Task<T> start(String name, Callable<? extends T> work) {
    var task = new Task<T>();
    errands.add(
        Errand.start(
            name,
            () -> {
              try {
                task.value.complete(work.call());
              } catch (Throwable e) { // a failed task must not fail in silence
                task.value.completeExceptionally(e);
              } finally {
                ended.add(task);
              }
            }));
    return task;
  }

  /// Work that has no value.
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /// Starts a task that has no value.
  public void run(String name, Work work) {
    var _ =
        start(
            name,
            () -> {
              work.run();
              return true;
            });
  }

  /// Waits until every task has ended well. When one fails, the others are interrupted and what it
  /// threw is thrown here: an unchecked exception or an [InterruptedException] as it is.
  public void join() throws InterruptedException {
    for (int left = errands.size(); left > 0; left--) {
      var task = ended.take();
      if (task.value.isCompletedExceptionally()) {
        close();
        rethrow(task.value.exceptionNow());
      }
    }
  }

  /// Interrupts what still runs and waits for it, but not for ever.
  @Override
  public void close() {
    errands.forEach(Errand::interrupt);
    var deadline = Deadline.in(GRACE);
    errands.forEach(errand -> errand.awaitUninterrupted(deadline.left()));
  }

  private static void rethrow(Throwable thrown) throws InterruptedException {
    switch (thrown) {
      case TaskFailedException waited when waited.getCause() != null -> rethrow(waited.getCause());
      case InterruptedException stopped -> throw stopped;
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      default -> throw new IllegalStateException(thrown);
    }
  }
}
