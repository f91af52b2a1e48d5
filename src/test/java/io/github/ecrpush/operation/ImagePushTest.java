package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.sandbox.SandboxSettings;
import io.github.ecrpush.sandbox.faults.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a run does when an image has some of its tags, and gets others or does not.
class ImagePushTest {

  private static final String COMMIT = "1".repeat(40);

  /// A minute and its pauses, many times as fast.
  private static final RetryPolicy PATIENCE =
      new RetryPolicy(
          4, Duration.ofSeconds(2), new Backoff(Duration.ofMillis(10), Duration.ofMillis(200)));

  /// The same, for longer than a machine that has much to do needs for eight tries.
  private static final RetryPolicy LONG_PATIENCE =
      new RetryPolicy(4, Duration.ofSeconds(30), PATIENCE.backoff());

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"one,two", "two,one"})
  void leaves_an_immutable_tag_alone_that_is_right_and_writes_the_free_one(String tags) {
    try (var runs = runs()) {
      var before = push(runs, "one", Map.of());

      var both = push(runs, tags, Map.of());

      assertThat(both.failure()).isEmpty();
      assertThat(both.status()).isEqualTo(Status.PUSHED);
      assertThat(both.image()).isEqualTo(before.image());
      assertThat(push(runs, tags, Map.of()).status()).isEqualTo(Status.PRESENT);
    }
  }

  @Test
  void takes_it_for_success_when_another_run_wrote_the_same_content_first() {
    try (var runs = runs()) {
      push(runs, "other", Map.of(Input.BUILD_ARGS, "OTHER=1"));
      runs.engine().beforeTheNextPush(() -> push(runs, "one,two", Map.of()));

      var second = push(runs, "one,two", Map.of());

      assertThat(second.failure()).isEmpty();
      assertThat(second.status()).isEqualTo(Status.PRESENT);
      assertThat(second.pushed()).isFalse();
      assertThat(second.image()).isPresent();
    }
  }

  @Test
  void refuses_an_immutable_tag_that_another_run_gave_to_another_image_meanwhile() {
    try (var runs = runs()) {
      runs.engine().beforeTheNextPush(() -> push(runs, "one", Map.of(Input.BUILD_ARGS, "OTHER=1")));

      var second = push(runs, "one,two", Map.of());

      assertThat(told(second).id()).isEqualTo("tag-is-immutable");
      assertThat(second.pushed()).isFalse();
      assertThat(second.image()).isEmpty();
    }
  }

  @Test
  void tells_what_stands_and_which_tag_was_refused() {
    try (var runs = runs("registry:PUT /v2/*/manifests/two=refuse,code=DENIED,status=403")) {
      var half = push(runs, "one,two,three", Map.of());

      assertThat(half.status()).isEqualTo(Status.FAILED);
      assertThat(told(half).what()).contains("/app:two`");
      assertThat(half.pushed()).isTrue();
      assertThat(half.tags()).containsExactly(new Tag("one"));
      assertThat(half.image()).isPresent();
    }
  }

  @Test
  void knows_that_it_wrote_when_it_cannot_read_back_what() {
    try (var runs = runs("registry:GET /v2/*/manifests/*=html")) {
      runs.engine().readBack();

      var unread = push(runs, "one", Map.of());

      assertThat(unread.status()).isEqualTo(Status.FAILED);
      assertThat(unread.pushed()).isTrue();
      assertThat(unread.image()).isEmpty();
      assertThat(unread.tags()).containsExactly(new Tag("one"));
    }
  }

  @Test
  void finishes_in_a_second_run_what_the_first_did_not_come_to() {
    try (var runs =
        runs("registry:PUT /v2/*/manifests/two=refuse,code=DENIED,status=403,times=1")) {
      var half = push(runs, "one,two", Map.of());
      var whole = push(runs, "one,two", Map.of());

      assertThat(whole.status()).isEqualTo(Status.PUSHED);
      assertThat(whole.tags()).containsExactly(new Tag("one"), new Tag("two"));
      assertThat(whole.image()).isEqualTo(half.image());
    }
  }

  @Test
  void tells_what_stands_when_it_is_stopped_between_two_tags() {
    try (var runs =
        runs("registry:PUT /v2/*/manifests/two=delay,seconds=60").patient(RetryPolicy.PATIENT)) {
      push(runs, "other", Map.of(Input.BUILD_ARGS, "OTHER=1"));

      var stopped = push(runs, "one,two", Map.of(Input.TIMEOUT, "4s"));

      assertThat(stopped.status()).isEqualTo(Status.CANCELLED);
      assertThat(stopped.pushed()).isTrue();
      assertThat(stopped.tags()).containsExactly(new Tag("one"));
      assertThat(stopped.image()).isPresent();
    }
  }

  @Test
  void tells_what_stands_when_it_is_stopped_before_it_knows_that_it_wrote() {
    try (var runs = runs().patient(RetryPolicy.PATIENT)) {
      runs.engine().hangAfterThePush();

      var stopped = push(runs, "one,two", Map.of(Input.TIMEOUT, "4s"));

      assertThat(stopped.status()).isEqualTo(Status.CANCELLED);
      assertThat(stopped.pushed()).isTrue();
      assertThat(stopped.tags()).containsExactly(new Tag("one"));
      assertThat(stopped.image()).isPresent();
    }
  }

  @Test
  void says_that_it_wrote_nothing_when_it_is_stopped_before_it_did() {
    try (var runs =
        runs("registry:PUT /v2/*/manifests/one=delay,seconds=60").patient(RetryPolicy.PATIENT)) {

      var stopped = push(runs, "one,two", Map.of(Input.TIMEOUT, "4s"));

      assertThat(stopped.status()).isEqualTo(Status.CANCELLED);
      assertThat(stopped.pushed()).isFalse();
      assertThat(stopped.tags()).isEmpty();
      assertThat(stopped.image()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT /v2/*/manifests/*", "POST *", "HEAD /v2/*/blobs/*"})
  void waits_for_a_registry_that_is_asked_too_often(String call) {
    try (var runs = runs("registry:" + call + "=throttle,times=8").patient(LONG_PATIENCE)) {
      assertThat(push(runs, "one,two", Map.of()).status()).isEqualTo(Status.PUSHED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "two"})
  void gives_up_on_a_registry_that_is_asked_too_often_when_its_patience_is_over(String tag) {
    try (var runs = runs("registry:PUT /v2/*/manifests/" + tag + "=throttle")) {
      long start = System.nanoTime();

      var failed = push(runs, "one,two", Map.of());

      assertThat(told(failed).id()).isEqualTo("ecr-throttled");
      assertThat(told(failed).what()).contains("/app:" + tag);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThan(PATIENCE.total().minus(PATIENCE.backoff().cap().multipliedBy(2)));
    }
  }

  @Test
  void gives_the_image_of_this_commit_the_missing_tag_when_it_is_to_reuse() {
    try (var runs = runs()) {
      var before = push(runs, "one", Map.of());

      var both =
          push(
              runs, "one,two", Map.of(Input.IF_TAG_EXISTS, "reuse", Input.BUILD_ARGS, "CHANGED=1"));

      assertThat(runs.engine().builds()).isEqualTo(1);
      assertThat(both.status()).isEqualTo(Status.PUSHED);
      assertThat(both.image().map(VerifiedImage::reference))
          .isEqualTo(before.image().map(VerifiedImage::reference));
      assertThat(push(runs, "two", Map.of()).image()).isEqualTo(before.image());
    }
  }

  private SandboxRuns runs(String... faults) {
    var settings =
        SandboxSettings.in(folder.resolve("data"))
            .withTroubles(Stream.of(faults).map(Fault::parse).toList(), Duration.ZERO);
    return SandboxRuns.with(settings, folder).patient(PATIENCE);
  }

  /// To a repository whose tags are immutable.
  private static ImageOutcome push(SandboxRuns runs, String tags, Map<Input, String> more) {
    var given = new EnumMap<Input, String>(Input.class);
    given.put(Input.REPOSITORY, "app");
    given.put(Input.CREATE_REPOSITORY, "if-missing");
    given.put(Input.TAG_MUTABILITY, "immutable");
    given.put(Input.TAGS, tags);
    // the label would be the first tag, and another image
    given.put(Input.LABELS, "org.opencontainers.image.version=1");
    given.putAll(more);
    return runs.push(COMMIT, given).outcomes().getFirst();
  }

  private static Explanation told(ImageOutcome outcome) {
    return outcome.failure().orElseThrow().explanation();
  }
}
