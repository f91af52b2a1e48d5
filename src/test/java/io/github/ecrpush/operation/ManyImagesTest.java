package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.build.BuildRequest;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.CheckTargets.Depth;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.operation.PushRequest.Rules;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.ImagesBegan;
import io.github.ecrpush.progress.ProgressEvent.OfImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyImagesTest {

  private static final String COMMIT = "1".repeat(40);
  private static final Rules FAIL_FAST = rules(true, 4);
  private static final Rules TO_THE_END = rules(false, 4);

  @TempDir private Path folder;
  private SandboxRuns runs;

  @BeforeEach
  void start() {
    runs = SandboxRuns.in(folder, "api", "web", "job");
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  private static Rules rules(boolean failFast, int parallel) {
    return new Rules(false, failFast, parallel, Optional.empty(), false);
  }

  @Test
  void pushes_each_image_to_its_own_repository_in_one_name() {
    var report = runs.pushAll(COMMIT, FAIL_FAST, images("api", "web", "job"));

    assertThat(report.failures()).isEmpty();
    assertThat(report.outcomes())
        .extracting(ImageOutcome::name)
        .containsExactly("api", "web", "job");
    assertThat(report.outcomes())
        .extracting(outcome -> outcome.place().orElseThrow().repository().path().value())
        .containsExactly("api", "web", "job");
    assertThat(report.outcomes()).extracting(ImageOutcome::status).containsOnly(Status.PUSHED);
    assertThat(report.outcomes())
        .extracting(outcome -> outcome.image().orElseThrow().reference().digest())
        .doesNotHaveDuplicates();
    assertThat(runs.tokensAsked()).isEqualTo(1);
  }

  @Test
  void names_the_image_in_all_that_is_told_of_one_of_several() {
    runs.pushAll(COMMIT, FAIL_FAST, images("api", "web"));

    assertThat(runs.events())
        .allMatch(event ->
            event instanceof OfImage || event instanceof Fact || event instanceof ImagesBegan)
        .anyMatch(event -> event instanceof OfImage(String image, var _) && image.equals("web"));
  }

  @Test
  void builds_no_more_at_the_same_time_than_it_may() {
    runs.engine().buildSlowly(Duration.ofMillis(100));

    runs.pushAll(COMMIT, rules(true, 2), images("api", "web", "job"));

    assertThat(runs.engine().mostAtOnce()).isEqualTo(2);
  }

  @Test
  void tells_of_a_build_without_its_arguments_that_look_like_secrets() {
    var images = images("api", "web");
    images
        .values()
        .forEach(
            inputs -> inputs.merge(Input.BUILD_ARGS, "\nNPM_TOKEN=hunter2-npm", String::concat));
    runs.engine().repeatArguments();
    runs.engine().failToBuild("web");

    var report = runs.pushAll(COMMIT, TO_THE_END, images);

    assertThat(runs.events().toString()).contains("RUN echo").doesNotContain("hunter2");
    assertThat(report.failures().toString()).contains("NPM_TOKEN").doesNotContain("hunter2");
  }

  @Test
  void stops_the_others_when_one_cannot_be_built() {
    runs.engine().failToBuild("api");

    var report = runs.pushAll(COMMIT, rules(true, 1), images("api", "web", "job"));

    assertThat(report.outcomes())
        .extracting(ImageOutcome::status)
        .containsExactly(Status.FAILED, Status.CANCELLED, Status.CANCELLED);
    assertThat(report.failures().getFirst().explanation().id()).isEqualTo("build-failed");
    assertThat(report.outcomes().get(1).failure().orElseThrow().explanation().why())
        .contains("`api`");
    assertThat(isThere(runs, "web", COMMIT)).isFalse();
  }

  @Test
  void is_stopped_as_a_whole_though_its_images_see_the_engine_go_away() {
    runs.engine().buildSlowly(Duration.ofSeconds(60));
    runs.engine().breakWhenStopped();
    var inTime = new Rules(false, false, 4, Optional.of(Duration.ofSeconds(4)), false);

    var report = runs.pushAll(COMMIT, inTime, images("api", "web", "job"));

    assertThat(report.outcomes()).extracting(ImageOutcome::status).containsOnly(Status.CANCELLED);
    assertThat(report.failures()).singleElement().isInstanceOf(Failure.TimedOut.class);
  }

  @Test
  void goes_on_with_the_others_where_a_failure_is_not_to_stop_them() {
    runs.engine().failToBuild("web");

    var report = runs.pushAll(COMMIT, TO_THE_END, images("api", "web", "job"));

    assertThat(report.outcomes())
        .extracting(ImageOutcome::status)
        .containsExactly(Status.PUSHED, Status.FAILED, Status.PUSHED);
  }

  @Test
  void pushes_none_when_one_has_no_repository_and_tells_all_that_is_wrong() {
    var report = runs.pushAll(COMMIT, FAIL_FAST, images("absent", "api", "missing"));

    assertThat(report.outcomes())
        .extracting(ImageOutcome::status)
        .containsExactly(Status.FAILED, Status.CANCELLED, Status.FAILED);
    assertThat(isThere(runs, "api", COMMIT)).isFalse();
  }

  @Test
  void builds_an_image_once_and_before_those_that_begin_with_it() {
    var images = images("api", "web", "job");
    of(images, "web").put(Input.BUILD_CONTEXTS, "base=image:api");
    of(images, "job").put(Input.BUILD_CONTEXTS, "base=image:api");

    var report = runs.pushAll(COMMIT, FAIL_FAST, images);

    assertThat(report.failures()).isEmpty();
    assertThat(runs.engine().builds()).isEqualTo(3);
    var requests = runs.engine().requests();
    assertThat(requests.getFirst().contexts()).isEmpty();
    assertThat(requests.stream().skip(1))
        .extracting(BuildRequest::contexts)
        .allMatch(contexts -> contexts.toString().contains("docker-image://played.invalid/"));
  }

  @Test
  void tells_of_the_images_in_the_order_in_which_they_were_asked_for() {
    var images = images("web", "job", "api");
    of(images, "web").put(Input.BUILD_CONTEXTS, "base=image:api");
    of(images, "job").put(Input.BUILD_CONTEXTS, "base=image:web");

    var report = runs.pushAll(COMMIT, FAIL_FAST, images);

    assertThat(report.failures()).isEmpty();
    assertThat(report.outcomes())
        .extracting(ImageOutcome::name)
        .containsExactly("web", "job", "api");
    assertThat(report.run().orElseThrow().images())
        .extracting(RunRecord.ImageRecord::name)
        .containsExactly("web", "job", "api");
  }

  @Test
  void stops_what_begins_with_an_image_that_failed_and_nothing_else() {
    var images = images("api", "web", "job");
    of(images, "web").put(Input.BUILD_CONTEXTS, "base=image:api");
    runs.engine().failToBuild("api");

    var report = runs.pushAll(COMMIT, TO_THE_END, images);

    assertThat(report.outcomes())
        .extracting(ImageOutcome::status)
        .containsExactly(Status.FAILED, Status.CANCELLED, Status.PUSHED);
  }

  @Test
  void names_the_image_that_failed_to_all_that_are_built_from_it() {
    var images = images("api", "web", "job");
    of(images, "web").put(Input.BUILD_CONTEXTS, "base=image:api");
    of(images, "job").put(Input.BUILD_CONTEXTS, "base=image:web");
    runs.engine().failToBuild("api");

    var report = runs.pushAll(COMMIT, TO_THE_END, images);

    assertThat(report.outcomes())
        .extracting(outcome -> outcome.failure().orElseThrow())
        .endsWith(RunFailures.stoppedWithBase("api"), RunFailures.stoppedWithBase("api"));
  }

  @Test
  void calls_an_image_built_that_is_not_pushed_when_a_later_one_fails() {
    var images = images("api", "web");
    of(images, "api").put(Input.PUSH, "false");
    of(images, "web").put(Input.BUILD_CONTEXTS, "base=image:api");
    runs.engine().failToBuild("web");

    var report = runs.pushAll(COMMIT, FAIL_FAST, images);

    assertThat(report.outcomes())
        .extracting(ImageOutcome::status)
        .containsExactly(Status.SKIPPED, Status.FAILED);
    assertThat(report.failures()).hasSize(1);
  }

  @Test
  void refuses_two_images_for_one_tag() {
    var images = images("api", "web");
    of(images, "web").put(Input.REPOSITORY, "api");

    assertThatThrownBy(() -> runs.pushAll(COMMIT, FAIL_FAST, images))
        .isInstanceOfSatisfying(
            FailureException.class,
            thrown ->
                assertThat(thrown.failure().explanation().what())
                    .contains("`api`", "`web`", "api:" + COMMIT));
    assertThat(runs.engine().builds()).isZero();
  }

  @Test
  void takes_two_images_in_one_repository_under_other_tags() {
    var images = images("api", "web");
    of(images, "web").put(Input.REPOSITORY, "api");
    of(images, "web").put(Input.TAGS, "web-1");

    assertThat(runs.pushAll(COMMIT, FAIL_FAST, images).failures()).isEmpty();
    assertThat(isThere(runs, "api", COMMIT)).isTrue();
    assertThat(isThere(runs, "api", "web-1")).isTrue();
  }

  @Test
  void does_what_is_left_when_it_runs_again_after_half_of_it_failed() {
    var names = IntStream.range(0, 8).mapToObj(i -> "many/" + i).toList();
    try (var many = SandboxRuns.in(folder.resolve("many"), names.toArray(String[]::new))) {
      many.engine().refuse("many/1");
      many.engine().refuse("many/4");
      many.engine().failToBuild("many/6");

      var first = many.pushAll(COMMIT, TO_THE_END, images(names.toArray(String[]::new)));

      assertThat(statuses(first))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Status.PUSHED, 5L, Status.FAILED, 3L));
      for (var outcome : first.outcomes()) {
        assertThat(isThere(many, outcome.name(), COMMIT))
            .isEqualTo(outcome.status() == Status.PUSHED);
      }

      many.engine().refuseNothing();
      many.engine().recover();
      var second = many.pushAll(COMMIT, TO_THE_END, images(names.toArray(String[]::new)));

      assertThat(statuses(second))
          .containsExactlyInAnyOrderEntriesOf(Map.of(Status.PRESENT, 5L, Status.PUSHED, 3L));
    }
  }

  private static Map<Status, Long> statuses(PushReport report) {
    return report.outcomes().stream()
        .collect(Collectors.groupingBy(ImageOutcome::status, Collectors.counting()));
  }

  @Test
  void refuses_to_begin_with_an_image_that_is_not_in_the_run() {
    var images = images("api", "web");
    of(images, "web").put(Input.BUILD_CONTEXTS, "base=image:apy");

    assertThatThrownBy(() -> runs.pushAll(COMMIT, FAIL_FAST, images))
        .isInstanceOfSatisfying(
            FailureException.class,
            thrown ->
                assertThat(thrown.failure().explanation().why()).contains("Did you mean `api`?"));
  }

  private static boolean isThere(SandboxRuns runs, String repository, String tag) {
    var asked = Map.of(Input.REPOSITORY, repository, Input.TAGS, tag);
    var check = runs.check(COMMIT, asked, Depth.ALL).targets().getFirst();
    return check.tags().getFirst().digest().isPresent();
  }

  private static Map<Input, String> of(Map<String, Map<Input, String>> images, String name) {
    return Objects.requireNonNull(images.get(name));
  }

  private static Map<String, Map<Input, String>> images(String... names) {
    var images = new LinkedHashMap<String, Map<Input, String>>();
    for (var name : names) {
      var inputs = new LinkedHashMap<Input, String>();
      inputs.put(Input.REPOSITORY, name);
      inputs.put(Input.BUILD_ARGS, "NAME=" + name);
      images.put(name, inputs);
    }
    return images;
  }
}
