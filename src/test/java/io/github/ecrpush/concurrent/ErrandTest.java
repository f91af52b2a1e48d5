package io.github.ecrpush.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ErrandTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void is_done_under_its_name_by_a_thread_that_keeps_no_process_alive() throws Exception {
    var seen = new SynchronousQueue<String>();
    var _ =
        Errand.start(
            "post",
            () -> {
              var thread = Thread.currentThread();
              tell(seen, thread.getName() + ", daemon: " + thread.isDaemon());
            });

    assertThat(seen.take()).isEqualTo("post, daemon: true");
  }

  @Test
  void ends_when_it_is_interrupted() throws Exception {
    var interrupted = new CountDownLatch(1);
    var errand = Errand.start("sleep", () -> sleepUntilInterrupted(interrupted));
    errand.interrupt();

    assertThat(errand.await(LONG)).isTrue();
    assertThat(interrupted.getCount()).isZero();
  }

  @Test
  void leaves_no_interrupt_to_the_next_one() throws Exception {
    for (int round = 0; round < 2_000; round++) {
      var first = Errand.start("first", () -> {});
      first.interrupt(); // before, while, or after it runs
      var clean = new SynchronousQueue<Boolean>();
      var second =
          Errand.start("second", () -> tell(clean, !Thread.currentThread().isInterrupted()));

      assertThat(clean.poll(20, TimeUnit.SECONDS)).as("round " + round).isTrue();
      assertThat(second.await(LONG)).isTrue();
    }
  }

  @Test
  void waits_no_longer_than_it_may() throws Exception {
    var release = new CountDownLatch(1);
    var errand =
        Errand.start(
            "deaf",
            () -> {
              while (release.getCount() > 0) {
                Thread.onSpinWait();
              }
            });
    errand.interrupt();

    assertThat(errand.await(Duration.ofMillis(10))).isFalse();
    release.countDown();
    assertThat(errand.await(LONG)).isTrue();
  }

  @Test
  void is_waited_for_in_spite_of_an_interrupt_that_is_heeded_afterwards() {
    var over = new AtomicBoolean();
    var caller = Thread.currentThread();
    var errand =
        Errand.start(
            "slow",
            () -> {
              caller.interrupt();
              LockSupport.parkNanos(100_000_000);
              over.set(true);
            });

    assertThat(errand.awaitUninterrupted(LONG)).isTrue();
    assertThat(over).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }

  private static <T> void tell(SynchronousQueue<T> queue, T value) {
    try {
      queue.put(value);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void sleepUntilInterrupted(CountDownLatch interrupted) {
    try {
      Thread.sleep(Duration.ofMinutes(1));
    } catch (InterruptedException e) {
      interrupted.countDown();
    }
  }
}
