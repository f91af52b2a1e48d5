package io.github.ecrpush.buildkit.filesync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TransitTest {

  private static final int MUCH = 3 << 20;

  private final Transit transit = new Transit();

  @Test
  void lets_a_little_through_at_once() {
    assertThat(timeToAdd(1000)).isLessThan(Duration.ofMillis(200));
    assertThat(timeToAdd(1000)).isLessThan(Duration.ofMillis(200));
  }

  @Test
  void waits_until_the_connection_has_taken_what_was_added() throws Exception {
    transit.add(MUCH);
    var added = new CompletableFuture<Duration>();
    Thread.ofPlatform().start(() -> added.complete(timeToAdd(1)));

    Thread.sleep(50);
    assertThat(added).isNotDone();
    transit.taken(MUCH);

    assertThat(added.get()).isLessThan(Duration.ofMillis(240));
  }

  @Test
  void does_not_wait_for_ever_for_what_was_dropped() throws Exception {
    transit.add(MUCH);

    assertThat(timeToAdd(1)).isGreaterThan(Duration.ofMillis(240));
    assertThat(timeToAdd(1)).isLessThan(Duration.ofMillis(200));
  }

  @Test
  void lets_what_has_no_content_pass() throws Exception {
    transit.add(MUCH);

    assertThat(timeToAdd(0)).isLessThan(Duration.ofMillis(200));
  }

  @Test
  void ends_the_wait_when_its_thread_is_interrupted() throws Exception {
    transit.add(MUCH);
    Thread.currentThread().interrupt();

    assertThat(catchThrowable(() -> transit.add(1))).isInstanceOf(InterruptedException.class);
  }

  private Duration timeToAdd(int bytes) {
    long start = System.nanoTime();
    try {
      transit.add(bytes);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
