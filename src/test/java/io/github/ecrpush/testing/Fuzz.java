package io.github.ecrpush.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.ecrpush.failure.FailureException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads many texts that a seed draws: 10,000 of them, or as many as the property `fuzz.inputs`
/// says. Whatever a text is, it is read or refused as was designed, in a second, and within 64 MiB.
///
/// Measured are, for each input, the time of the processor that the reading thread takes, which a
/// busy machine does not make longer, and all that this thread allocates, which is never less than
/// what it holds at once. What threads of its own would take is not measured; no language has any.
public final class Fuzz {

  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 10_000);
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final long LARGEST = 64 << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Reading reading;
  private final Predicate<Throwable> designed;

  /// Reads one text, and throws what comes of it.
  @FunctionalInterface
  public interface Reading {
    void read(String text) throws Exception;
  }

  private Fuzz(Reading reading, Predicate<Throwable> designed) {
    this.reading = reading;
    this.designed = designed;
  }

  /// A test bed for one language.
  ///
  /// @param designed what may be thrown at a text that is refused
  public static Fuzz of(Reading reading, Predicate<Throwable> designed) {
    return new Fuzz(reading, designed);
  }

  /// Failures with one of these ids, or with one that begins so.
  public static Predicate<Throwable> failures(String... ids) {
    return thrown ->
        thrown instanceof FailureException e
            && Stream.of(ids).anyMatch(e.failure().explanation().id()::startsWith);
  }

  /// Reads as many texts as were asked for.
  ///
  /// @return which share of them was read and not refused
  public double read(long seed, Function<Random, String> draw) {
    var random = new Random(seed);
    int good = 0;
    for (int i = 0; i < INPUTS; i++) {
      if (isRead(i, draw.apply(random))) {
        good++;
      }
    }
    return (double) good / INPUTS;
  }

  private boolean isRead(int number, String text) {
    long begun = THREADS.getCurrentThreadCpuTime();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    var thrown = thrown(text);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    var took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begun);
    if (thrown != null && !designed.test(thrown)) {
      throw new AssertionError("input %d: %s".formatted(number, text), thrown);
    }
    if (took.compareTo(LONGEST) > 0
        || allocated > LARGEST) { // without a description for each input
      assertThat(took).as("time for input %d: %s", number, text).isLessThan(LONGEST);
      assertThat(allocated).as("bytes for input %d: %s", number, text).isLessThan(LARGEST);
    }
    return thrown == null;
  }

  private @Nullable Throwable thrown(String text) {
    try {
      reading.read(text);
      return null;
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      return e;
    }
  }
}
