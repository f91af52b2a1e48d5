package io.github.ecrpush.build.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is taken away from the Engine on the way out.
@Timeout(30)
class CleanUpTest {

  private final AtomicBoolean done = new AtomicBoolean();

  @AfterEach
  void heedTheInterrupt() {
    var _ = Thread.interrupted();
  }

  @Test
  void is_done_when_its_thread_was_interrupted() {
    Thread.currentThread().interrupt();

    nowhere().cleanUp(() -> finishAfter(Duration.ofMillis(100)));

    assertThat(done).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void is_done_when_its_thread_is_interrupted_meanwhile() {
    var caller = Thread.currentThread();

    nowhere()
        .cleanUp(() -> {
          caller.interrupt();
          finishAfter(Duration.ofMillis(100));
        });

    assertThat(done).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void gives_up_an_engine_that_says_nothing_when_somebody_waits_for_us(@TempDir Path folder)
      throws Exception {
    try (var engine = new SilentUnixServer(folder.resolve("engine.sock"))) {
      var images = new EngineImages(engine.dialer());
      images.cancel();

      long begin = System.nanoTime();
      images.cleanUp(() -> images.find("app:v1"));

      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));

      begin = System.nanoTime();
      images.cleanUp(() -> images.find("app:v1")); // no second wait
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }
  }

  private static EngineImages nowhere() {
    return new EngineImages(() -> {
      throw new IOException("nobody is asked here");
    });
  }

  private void finishAfter(Duration time) throws InterruptedException {
    Thread.sleep(time);
    done.set(true);
  }
}
