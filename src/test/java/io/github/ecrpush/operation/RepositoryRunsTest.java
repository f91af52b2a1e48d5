package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.sandbox.SandboxSettings;
import io.github.ecrpush.sandbox.faults.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole runs that create repositories and keep their settings, against the sandbox.
class RepositoryRunsTest {

  @TempDir private Path folder;
  private SandboxRuns runs;

  @BeforeEach
  void start() {
    runs = SandboxRuns.in(folder, "old");
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @Test
  void two_runs_that_create_a_repository_at_once_both_end_well() throws Exception {
    var wish =
        Map.of(
            Input.CREATE_REPOSITORY, "if-missing",
            Input.ON_DRIFT, "fail",
            Input.TAG_MUTABILITY, "immutable",
            Input.PULL_FROM, "lambda",
            Input.LIFECYCLE_POLICY, "keep=10",
            Input.REPOSITORY_TAGS, "team=images");
    for (int round = 0; round < 5; round++) {
      var repository = "new-" + round;
      try (var both = new Parallel()) {
        var one = both.start("one", () -> push("1", repository, wish));
        var other = both.start("other", () -> push("2", repository, wish));
        both.join();

        assertThat(one.await().failures()).isEmpty();
        assertThat(other.await().failures()).isEmpty();
      }
    }
  }

  @Test
  void says_what_was_made_when_it_is_stopped_in_between() {
    var busy =
        SandboxSettings.in(folder.resolve("busy"))
            .withTroubles(List.of(Fault.parse("ecr:SetRepositoryPolicy=throttle")), Duration.ZERO);
    try (var slow = SandboxRuns.with(busy, folder)) {
      var wish = new EnumMap<Input, String>(Input.class);
      wish.put(Input.REPOSITORY, "new");
      wish.put(Input.CREATE_REPOSITORY, "if-missing");
      wish.put(Input.PULL_FROM, "lambda");
      wish.put(Input.LIFECYCLE_POLICY, "keep=10");
      wish.put(Input.TIMEOUT, "8s");

      var outcome = slow.push("1".repeat(40), wish).outcomes().getFirst();

      assertThat(outcome.status()).isEqualTo(Status.CANCELLED);
      assertThat(outcome.failure().orElseThrow().explanation().why())
          .contains("The repository `new` in eu-west-1 is not yet as wished:")
          .contains("made     repository, lifecycle-policy", "missing  repository-policy")
          .contains("Run again with the same inputs: what is missing is made");
    }
  }

  @Test
  void warns_of_settings_that_differ_and_changes_them_when_told_to() {
    var scanned = Map.of(Input.SCAN_ON_PUSH, "true", Input.LIFECYCLE_POLICY, "keep=3");

    assertThat(push("1", "old", scanned).failures()).isEmpty();
    assertThat(warnings()).singleElement().asString().contains("scan-on-push      false  true");
    runs.events().clear();
    assertThat(push("2", "old", and(scanned, Input.ON_DRIFT, "fix")).failures()).isEmpty();
    assertThat(push("3", "old", and(scanned, Input.ON_DRIFT, "fail")).failures()).isEmpty();
    assertThat(warnings()).isEmpty();
  }

  @Test
  void fails_for_settings_that_differ_before_it_pushes() {
    var report = push("1", "old", Map.of(Input.SCAN_ON_PUSH, "true", Input.ON_DRIFT, "fail"));

    assertThat(report.failures())
        .extracting(failure -> failure.explanation().id())
        .containsExactly("repository-drifted");
    assertThat(push("1", "old", Map.of()).outcomes().getFirst().status()).isEqualTo(Status.PUSHED);
  }

  @Test
  void tells_what_a_lifecycle_policy_would_remove_and_spares_what_it_pushes() {
    for (var commit : List.of("1", "2", "3")) {
      push(commit, "old", Map.of(Input.TAGS, "v" + commit));
    }
    var wish = Map.of(Input.CREATE_REPOSITORY, "sync", Input.LIFECYCLE_POLICY, "keep=1 prefix=v");

    var refused = push("1", "old", and(wish, Input.TAGS, "v1"));
    var taken = push("4", "old", and(wish, Input.TAGS, "v4"));

    assertThat(refused.failures())
        .extracting(failure -> failure.explanation().id())
        .containsExactly("lifecycle-policy-expires-push");
    assertThat(taken.failures()).isEmpty();
    assertThat(runs.events().toString())
        .contains("The lifecycle policy would expire 2 images of `old`.");
  }

  @Test
  void spares_what_it_pushes_by_its_content_and_not_by_the_tags_of_yesterday() {
    // else an image under another tag is another image: its label says which version it is
    var label = "org.opencontainers.image.version=1.0";
    for (var commit : List.of("1", "2", "3")) {
      push(commit, "old", Map.of(Input.TAGS, "v" + commit, Input.LABELS, label));
    }
    var wish =
        Map.of(
            Input.CREATE_REPOSITORY, "sync", Input.LIFECYCLE_POLICY, "keep=1", Input.LABELS, label);

    var again = push("1", "old", and(wish, Input.TAGS, "new"));
    var moved = push("3", "old", and(wish, Input.TAGS, "v1"));

    assertThat(again.failures())
        .extracting(failure -> failure.explanation().id())
        .containsExactly("lifecycle-policy-expires-push");
    assertThat(again.failures().getFirst().explanation().why()).contains("as `v1`");
    assertThat(moved.failures()).isEmpty();
  }

  @Test
  void creates_nothing_for_an_image_that_cannot_be_built() {
    runs.engine().failToBuild();

    var failed = push("1", "new", Map.of(Input.CREATE_REPOSITORY, "if-missing"));

    assertThat(failed.failures()).hasSize(1);
    assertThat(push("1", "new", Map.of(Input.DRY_RUN, "true")).failures())
        .extracting(failure -> failure.explanation().id())
        .containsExactly("repository-missing");
  }

  @Test
  void creates_nothing_in_a_dry_run() {
    var wish = Map.of(Input.CREATE_REPOSITORY, "sync", Input.DRY_RUN, "true");

    assertThat(push("1", "dry", wish).failures()).isEmpty();
    assertThat(push("1", "dry", Map.of()).failures())
        .extracting(failure -> failure.explanation().id())
        .containsExactly("repository-missing");
  }

  @Test
  void heeds_tags_that_became_immutable_in_the_same_run() {
    push("1", "old", Map.of(Input.TAGS, "v1"));

    var report =
        push(
            "2",
            "old",
            Map.of(Input.TAGS, "v1", Input.ON_DRIFT, "fix", Input.TAG_MUTABILITY, "immutable"));

    assertThat(report.failures())
        .extracting(failure -> failure.explanation().id())
        .containsExactly("tag-is-taken");
  }

  private PushReport push(String digit, String repository, Map<Input, String> wish) {
    return runs.push(digit.repeat(40), and(wish, Input.REPOSITORY, repository));
  }

  private static Map<Input, String> and(Map<Input, String> inputs, Input input, String value) {
    var all = new EnumMap<Input, String>(Input.class);
    all.putAll(inputs);
    all.put(input, value);
    return all;
  }

  private List<String> warnings() {
    return runs.events().stream()
        .filter(Warning.class::isInstance)
        .map(event -> ((Warning) event).text())
        .toList();
  }
}
