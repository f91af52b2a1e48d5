package io.github.ecrpush.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ParallelTest {

  @Test
  void runs_tasks_side_by_side() throws Exception {
    var meet = new CountDownLatch(2);
    try (var tasks = new Parallel()) {
      var one = tasks.start("one", () -> meet(meet, 1));
      var two = tasks.start("two", () -> meet(meet, 2));
      tasks.join();

      assertThat(one.await() + two.await()).isEqualTo(3);
    }
  }

  private static int meet(CountDownLatch latch, int value) throws InterruptedException {
    latch.countDown();
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    return value;
  }

  @Test
  void interrupts_the_others_when_one_fails_and_throws_what_it_threw() {
    var interrupted = new AtomicBoolean();
    try (var tasks = new Parallel()) {
      var _ = tasks.start("sleeps", () -> sleepUntilInterrupted(interrupted));
      var failed =
          tasks.start(
              "fails",
              () -> {
                throw new IllegalStateException("no");
              });

      assertThatThrownBy(tasks::join).isInstanceOf(IllegalStateException.class).hasMessage("no");
      assertThat(failed.isDone()).isFalse();
    }
    assertThat(interrupted).isTrue();
  }

  @Test
  void tells_the_first_failure_and_not_that_of_a_task_that_waited_for_it() {
    try (var tasks = new Parallel()) {
      var first =
          tasks.<String>start(
              "first",
              () -> {
                throw new IllegalStateException("cause");
              });
      var second = tasks.start("second", first::await);

      assertThatThrownBy(tasks::join).isInstanceOf(IllegalStateException.class).hasMessage("cause");
      assertThat(second.isDone()).isFalse();
    }
  }

  @Test
  void leaves_no_task_behind() {
    var interrupted = new AtomicBoolean();
    try (var tasks = new Parallel()) {
      var _ = tasks.start("sleeps", () -> sleepUntilInterrupted(interrupted));
    }
    assertThat(interrupted).isTrue();
  }

  @Test
  void does_not_wait_for_ever_for_a_task_that_heeds_no_interrupt() {
    var release = new CountDownLatch(1);
    long start = System.nanoTime();
    try (var tasks = new Parallel()) {
      var _ =
          tasks.start(
              "deaf",
              () -> {
                while (release.getCount() > 0) {
                  Thread.onSpinWait();
                }
                return 0;
              });
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    release.countDown();
  }

  private static int sleepUntilInterrupted(AtomicBoolean interrupted) {
    try {
      Thread.sleep(Duration.ofMinutes(1));
    } catch (InterruptedException e) {
      interrupted.set(true);
    }
    return 0;
  }
}
