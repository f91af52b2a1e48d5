package io.github.ecrpush.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

  @Test
  void doubles_up_to_its_cap_and_stays_between_half_and_all_of_it() {
    var random = new Random(7);
    for (int attempt = 1; attempt <= 100; attempt++) {
      long full = Math.min(200L << Math.min(attempt - 1, 20), 5_000);

      assertThat(backoff.before(attempt, random).toMillis()).isBetween(full / 2, full);
    }
  }

  @Test
  void is_not_the_same_for_two_runs() {
    assertThat(backoff.before(5, new Random(1))).isNotEqualTo(backoff.before(5, new Random(2)));
  }
}
