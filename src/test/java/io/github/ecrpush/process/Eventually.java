package io.github.ecrpush.process;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/// Waits for what comes by itself.
public final class Eventually {

  private static final Duration PAUSE = Duration.ofMillis(20);

  private Eventually() {}

  /// A question that is asked again and again.
  @FunctionalInterface
  public interface Question {
    boolean ask() throws IOException, InterruptedException;
  }

  public static void within(Duration limit, Question question)
      throws IOException, InterruptedException {
    within(limit, question, () -> "");
  }

  /// The same, telling at the end what stood in the way.
  public static void within(Duration limit, Question question, Supplier<String> obstacle)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!question.ask()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come within " + limit + " " + obstacle.get());
      }
      Thread.sleep(PAUSE);
    }
  }
}
