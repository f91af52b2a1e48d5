package io.github.ecrpush.build.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunStampTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final KernelProcess SELF = KernelProcess.current().orElseThrow();

  @Test
  void is_read_as_it_was_written() {
    var stamp = RunStamp.at(NOW, Optional.empty());

    assertThat(RunStamp.parse(stamp.toString())).contains(stamp);
    assertThat(stamp.process()).contains(SELF);
  }

  @Test
  void tells_two_stamps_of_one_process_apart() {
    assertThat(RunStamp.at(NOW, Optional.empty())).isNotEqualTo(RunStamp.at(NOW, Optional.empty()));
  }

  @Test
  void a_process_that_the_system_does_not_show_is_unknown() {
    var stamp = new RunStamp(NOW, Optional.empty(), Optional.empty(), "0123abcd");

    assertThat(stamp).hasToString("1800000000-unknown-0123abcd");
    assertThat(RunStamp.parse(stamp.toString())).contains(stamp);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "latest",
        "1800000000",
        "1800000000-unknown",
        "1800000000-1-2-3",
        "1800000000-1-2-99999999999999999999-0123abcd",
        "1800000000-unknown-0123ABCD"
      })
  void reads_nothing_else(String text) {
    assertThat(RunStamp.parse(text)).isEmpty();
  }

  @Test
  void a_run_at_work_is_not_abandoned() {
    assertThat(
            RunStamp.at(NOW, Optional.empty())
                .isAbandoned(NOW.plusSeconds(60), _ -> Optional.empty()))
        .isFalse();
  }

  @Test
  void a_process_that_has_ended_abandons_at_once() throws Exception {
    var process = new ProcessBuilder("true").start();
    process.waitFor();

    assertThat(
            by(SELF.namespace(), process.pid(), SELF.start())
                .isAbandoned(NOW, _ -> Optional.empty()))
        .isTrue();
  }

  @Test
  void a_number_that_another_process_has_by_now_is_no_sign_of_life() {
    assertThat(
            by(SELF.namespace(), SELF.pid(), SELF.start() - 1)
                .isAbandoned(NOW, _ -> Optional.empty()))
        .isTrue();
  }

  @Test
  void of_a_process_elsewhere_only_the_time_is_known() {
    var elsewhere = by(SELF.namespace() + 1, SELF.pid(), SELF.start() - 1);

    assertThat(elsewhere.isAbandoned(NOW.plus(Duration.ofMinutes(15)), _ -> Optional.empty()))
        .isFalse();
    assertThat(elsewhere.isAbandoned(NOW.plus(Duration.ofMinutes(16)), _ -> Optional.empty()))
        .isTrue();
  }

  @Test
  void a_run_in_a_container_is_over_with_the_container() {
    var stamp = RunStamp.at(NOW, Optional.of("0123456789ab"));

    assertThat(RunStamp.parse(stamp.toString())).contains(stamp);
    assertThat(stamp.toString()).hasSizeLessThan(90); // of the 128 that a tag has
    assertThat(stamp.isAbandoned(NOW, _ -> Optional.of(false))).isTrue();
    assertThat(stamp.isAbandoned(NOW, _ -> Optional.empty())).isFalse();
  }

  @Test
  void the_first_process_of_a_container_lives_as_long_as_that() {
    var container = Optional.of("0123456789ab");
    var first = Optional.of(new KernelProcess(SELF.namespace() + 1, 1, 7));
    var another = Optional.of(new KernelProcess(SELF.namespace() + 1, 8, 7));
    var late = NOW.plus(Duration.ofHours(5));

    assertThat(
            new RunStamp(NOW, first, container, "0123abcd")
                .isAbandoned(late, _ -> Optional.of(true)))
        .isFalse();
    assertThat(
            new RunStamp(NOW, another, container, "0123abcd")
                .isAbandoned(late, _ -> Optional.of(true)))
        .isTrue();
  }

  private static RunStamp by(long namespace, long pid, long start) {
    return new RunStamp(
        NOW, Optional.of(new KernelProcess(namespace, pid, start)), Optional.empty(), "0123abcd");
  }
}
