package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.CheckTargets.Depth;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralTargetsTest {

  private static final String COMMIT = "1".repeat(40);

  @TempDir private Path folder;
  private SandboxRuns runs;

  @BeforeEach
  void start() {
    runs = SandboxRuns.in(folder, "app", "mirror", "spare");
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @Test
  void builds_once_and_brings_the_same_digest_to_every_target() {
    var outcomes = push("repository=mirror\nrepository=spare").outcomes();

    assertThat(runs.engine().builds()).isEqualTo(1);
    assertThat(outcomes).extracting(ImageOutcome::status).containsOnly(Status.PUSHED);
    assertThat(outcomes)
        .extracting(outcome -> outcome.place().orElseThrow().repository().path().value())
        .containsExactly("app", "mirror", "spare");
    assertThat(outcomes)
        .extracting(outcome -> outcome.image().orElseThrow().reference().digest())
        .hasSize(3)
        .containsOnly(outcomes.getFirst().image().orElseThrow().reference().digest());
    assertThat(outcomes)
        .extracting(ImageOutcome::target)
        .containsExactly("eu-west-1", "eu-west-1/mirror", "eu-west-1/spare");
  }

  @Test
  void writes_nowhere_when_one_target_is_not_good() {
    var report = push("repository=absent\nrepository=mirror\nrepository=missing");

    assertThat(report.outcomes())
        .extracting(ImageOutcome::status)
        .containsExactly(Status.SKIPPED, Status.FAILED, Status.SKIPPED, Status.FAILED);
    assertThat(report.failures())
        .extracting(failure -> failure.explanation().what())
        .containsExactly(
            "Could not find the repository `absent` in eu-west-1.",
            "Could not find the repository `missing` in eu-west-1.");
    assertThat(push("").outcomes().getFirst().status()).isEqualTo(Status.PUSHED);
  }

  @Test
  void pushes_by_digest_alone_to_every_target() {
    var given = inputs("app", "repository=mirror");
    given.put(Input.TAGS, "none");

    var first = runs.push(COMMIT, given).outcomes();
    var second = runs.push(COMMIT, given).outcomes();

    assertThat(first).extracting(ImageOutcome::status).containsOnly(Status.PUSHED);
    assertThat(first).allMatch(outcome -> outcome.tags().isEmpty());
    assertThat(second).extracting(ImageOutcome::status).containsOnly(Status.PRESENT);
    assertThat(second.getFirst().image()).isEqualTo(first.getFirst().image());
  }

  @Test
  void writes_nowhere_when_a_tag_is_taken_at_one_target() {
    runs.push("2".repeat(40), inputs("spare", ""));
    var given = inputs("app", "repository=mirror\nrepository=spare");
    given.put(Input.IF_TAG_EXISTS, "fail");

    var report = runs.push(COMMIT, given);

    assertThat(report.outcomes())
        .extracting(ImageOutcome::status)
        .containsExactly(Status.SKIPPED, Status.SKIPPED, Status.FAILED);
    assertThat(ids(report)).containsExactly("tag-is-kept");
    assertThat(push("repository=mirror").outcomes())
        .extracting(ImageOutcome::status)
        .containsOnly(Status.PUSHED);
  }

  @Test
  void finishes_in_a_second_run_what_one_target_did_not_take() {
    runs.engine().refuse("mirror");
    var half = push("repository=mirror\nrepository=spare");

    assertThat(half.outcomes())
        .extracting(ImageOutcome::status)
        .containsExactly(Status.PUSHED, Status.FAILED, Status.PUSHED);
    assertThat(ids(half)).containsExactly("ecr-unavailable");

    runs.engine().refuseNothing();
    var whole = push("repository=mirror\nrepository=spare");

    assertThat(whole.outcomes())
        .extracting(ImageOutcome::status)
        .containsExactly(Status.PRESENT, Status.PUSHED, Status.PRESENT);
  }

  @Test
  void reuses_an_image_only_when_every_target_has_it() {
    push("repository=mirror");
    var given = inputs("app", "repository=mirror\nrepository=spare");
    given.put(Input.IF_TAG_EXISTS, "reuse");

    assertThat(runs.push(COMMIT, given).outcomes())
        .extracting(ImageOutcome::status)
        .containsExactly(Status.PRESENT, Status.PRESENT, Status.PUSHED);
    assertThat(runs.engine().builds()).isEqualTo(2);

    assertThat(runs.push(COMMIT, given).outcomes())
        .extracting(ImageOutcome::status)
        .containsOnly(Status.PRESENT);
    assertThat(runs.engine().builds()).isEqualTo(2);
  }

  @Test
  void goes_once_to_a_target_that_is_named_twice() {
    var given = inputs("app", "repository=mirror\nrepository=mirror");
    given.put(Input.REGIONS, "eu-west-1");

    assertThat(runs.push(COMMIT, given).outcomes()).hasSize(2);
  }

  @Test
  void goes_once_to_a_target_that_is_named_in_different_words() {
    var given =
        inputs(
            "app",
            """
            repository=app
            registry-id=123456789012
            aws-region=eu-west-1
            123456789012.dkr.ecr.eu-west-1.amazonaws.com/app
            arn:aws:ecr:eu-west-1:123456789012:repository/app
            repository=mirror
            registry-id=123456789012,repository=mirror
            """);
    given.put(Input.CREATE_REPOSITORY, "sync");
    given.put(Input.TAG_MUTABILITY, "immutable");

    assertThat(runs.push(COMMIT, given).outcomes())
        .extracting(ImageOutcome::target, ImageOutcome::status)
        .containsExactly(
            tuple("eu-west-1", Status.PUSHED), tuple("eu-west-1/mirror", Status.PUSHED));
    assertThat(runs.check(COMMIT, given, Depth.ALL).targets()).hasSize(2);
  }

  @Test
  void knows_our_own_account_when_only_aws_can_say_whose_keys_they_are() {
    var key = "AKIAIOSFODNN7EXAMPLE";
    var secret = "wJalrXUtnFEMIbPxRfiCYEXAMPLEKEY";
    try (var keyed =
        SandboxRuns.with(
                SandboxSettings.in(folder.resolve("keyed"))
                    .withRepositories("app")
                    .withKeys(Map.of(key, secret)),
                folder)
            .where("AWS_ACCESS_KEY_ID", key)
            .where("AWS_SECRET_ACCESS_KEY", secret)) {
      var given = inputs("app", "registry-id=123456789012\nregistry-id=123456789012");
      given.put(Input.ROLE_TO_ASSUME, "");

      assertThat(keyed.push(COMMIT, given).outcomes())
          .extracting(ImageOutcome::target, ImageOutcome::status)
          .containsExactly(tuple("eu-west-1", Status.PUSHED));
      assertThat(keyed.check(COMMIT, given, Depth.ALL).targets()).hasSize(1);
    }
  }

  @Test
  void assumes_a_role_once_for_all_targets_that_share_it() {
    push("repository=mirror\nrepository=spare");

    assertThat(runs.tokensAsked()).isEqualTo(1);
  }

  @Test
  void goes_to_a_registry_of_its_own_in_each_region() {
    var given = inputs("app", "");
    given.put(Input.REGIONS, "us-east-1, eu-west-1");
    given.put(Input.CREATE_REPOSITORY, "if-missing");

    var outcomes = runs.push(COMMIT, given).outcomes();

    assertThat(outcomes).extracting(ImageOutcome::status).containsOnly(Status.PUSHED);
    assertThat(outcomes)
        .extracting(outcome -> outcome.place().orElseThrow().region())
        .containsExactly("eu-west-1", "us-east-1");
    assertThat(outcomes)
        .extracting(outcome -> outcome.place().orElseThrow().repository().registry())
        .doesNotHaveDuplicates();
    assertThat(outcomes)
        .extracting(outcome -> outcome.image().orElseThrow().reference().digest())
        .containsOnly(outcomes.getFirst().image().orElseThrow().reference().digest());
  }

  @Test
  void takes_an_address_in_place_of_its_parts() {
    var outcomes = push("arn:aws:ecr:us-east-1:123456789012:repository/there").outcomes();

    assertThat(outcomes)
        .extracting(ImageOutcome::target)
        .containsExactly("eu-west-1", "123456789012/us-east-1/there");
  }

  private PushReport push(String others) {
    return runs.push(COMMIT, inputs("app", others));
  }

  private static Map<Input, String> inputs(String repository, String others) {
    var given = new EnumMap<Input, String>(Input.class);
    given.put(Input.REPOSITORY, repository);
    given.put(Input.TAGS, "one");
    given.put(Input.ALSO_PUSH_TO, others);
    return given;
  }

  private static List<String> ids(PushReport report) {
    return report.failures().stream().map(Failure::explanation).map(text -> text.id()).toList();
  }
}
