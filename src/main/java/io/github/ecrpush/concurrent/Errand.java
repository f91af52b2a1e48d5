package io.github.ecrpush.concurrent;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Work that a thread does beside its caller. Threads are used again, because starting one can cost
/// more than the request it is started for.
///
/// Platform threads, because any socket call of a virtual thread makes the Java runtime wait 300 ms
/// at its exit. They are daemons: what does not heed its interrupt (a blocking read of a socket
/// does not) can be left behind and does not keep the process alive.
public final class Errand {

  private static final ExecutorService THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> Thread.ofPlatform().daemon().unstarted(work));

  private @Nullable Thread thread;
  private boolean interrupted;
  private boolean over;

  private Errand() {}

  /// Starts work, which deals with its own exceptions.
  ///
  /// @param name what the thread is called meanwhile
  public static Errand start(String name, Runnable work) {
    var errand = new Errand();
    THREADS.execute(() -> errand.run(name, work));
    return errand;
  }

  private void run(String name, Runnable work) {
    begin(name);
    try {
      work.run();
    } finally {
      end();
    }
  }

  private synchronized void begin(String name) {
    var mine = Thread.currentThread();
    mine.setName(name);
    thread = mine;
    if (interrupted) {
      mine.interrupt();
    }
  }

  /// The next errand of this thread is not the one that was interrupted.
  private synchronized void end() {
    thread = null;
    Thread.interrupted();
    over = true;
    notifyAll();
  }

  /// Interrupts the work, if it is not over.
  public synchronized void interrupt() {
    interrupted = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /// Waits until the work is over.
  public synchronized void await() throws InterruptedException {
    while (!over) {
      wait();
    }
  }

  /// Waits until the work is over, but no longer than that, and says whether it is.
  public synchronized boolean await(Duration patience) throws InterruptedException {
    var deadline = Deadline.in(patience);
    while (!over && !deadline.isOver()) {
      TimeUnit.NANOSECONDS.timedWait(this, deadline.left().toNanos());
    }
    return over;
  }

  /// The same, which an interrupt does not cut short. It is heeded afterwards.
  public boolean awaitUninterrupted(Duration patience) {
    var deadline = Deadline.in(patience);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return await(deadline.left());
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
