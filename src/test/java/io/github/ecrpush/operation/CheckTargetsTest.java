package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.CheckTargets.Depth;
import io.github.ecrpush.operation.ImageOutcome.Status;
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

class CheckTargetsTest {

  private static final String COMMIT = "1".repeat(40);

  @TempDir private Path folder;
  private SandboxRuns runs;

  @BeforeEach
  void start() {
    runs = SandboxRuns.in(folder, "app", "mirror");
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @Test
  void says_who_we_are_what_we_may_do_and_what_is_there() {
    runs.push(COMMIT, inputs("app"));

    var check = runs.check(COMMIT, inputs("app"), Depth.ALL).targets().getFirst();

    assertThat(check.failure()).isEmpty();
    assertThat(check.caller().orElseThrow().arn())
        .startsWith("arn:aws:sts::123456789012:assumed-role/sandbox/");
    assertThat(check.place().orElseThrow().region()).isEqualTo("eu-west-1");
    assertThat(check.tags()).hasSize(1);
    assertThat(check.tags().getFirst().digest()).isPresent();
    assertThat(check.tags().getFirst().mayMove()).isTrue();
    assertThat(check.permissions())
        .extracting(Permission::action)
        .containsExactly(
            "ecr:GetAuthorizationToken",
            "ecr:DescribeRepositories",
            "ecr:BatchGetImage",
            "ecr:BatchCheckLayerAvailability",
            "ecr:InitiateLayerUpload",
            "ecr:UploadLayerPart",
            "ecr:CompleteLayerUpload",
            "ecr:PutImage");
    assertThat(check.permissions())
        .extracting(Permission::answer)
        .containsOnly(new Permission.Answer.Allowed());
    assertThat(check.permissions().getLast().resource())
        .isEqualTo("arn:aws:ecr:eu-west-1:123456789012:repository/app");
  }

  @Test
  void looks_at_no_repository_when_only_the_identity_is_asked_for() {
    var check = runs.check(COMMIT, inputs("app"), Depth.IDENTITY).targets().getFirst();

    assertThat(check.caller()).isPresent();
    assertThat(check.permissions()).isNotEmpty();
    assertThat(check.place()).isEmpty();
    assertThat(check.tags()).isEmpty();
  }

  @Test
  void tells_of_each_target_what_would_fail_there() {
    var given = inputs("app");
    given.put(Input.ALSO_PUSH_TO, "repository=absent\nrepository=mirror");

    var report = runs.check(COMMIT, given, Depth.ALL);

    assertThat(report.targets())
        .extracting(check -> check.failure().isPresent())
        .containsExactly(false, true, false);
    assertThat(report.failures().getFirst().explanation().id()).isEqualTo("repository-missing");
    var absent = report.targets().get(1).goal();
    assertThat(absent.repository()).contains(new RepositoryPath("absent"));
    assertThat(absent.region()).contains(new AwsRegion("eu-west-1"));
    assertThat(absent.account()).contains(new AwsAccount("123456789012"));
  }

  @Test
  void is_what_a_dry_run_does() {
    var given = inputs("app");
    given.put(Input.DRY_RUN, "true");
    given.put(Input.ALSO_PUSH_TO, "repository=absent");

    var report = runs.push(COMMIT, given);

    assertThat(report.outcomes())
        .extracting(ImageOutcome::status)
        .containsExactly(Status.SKIPPED, Status.FAILED);
    assertThat(report.checks())
        .extracting(check -> check.permissions().isEmpty())
        .containsExactly(false, false);
    assertThat(runs.engine().builds()).isZero();
    assertThat(runs.events().toString()).contains("/app:one is free");
    assertThat(runs.events().toString())
        .contains("by GitHub's token, until 20", "may do what a push needs: ecr:GetAuthorization");
  }

  @Test
  void says_of_what_it_cannot_show_that_it_may_be() {
    var given = inputs("app");
    given.put(Input.DRY_RUN, "true");
    given.put(Input.CREATE_REPOSITORY, "if-missing");

    runs.push(COMMIT, given);

    assertThat(runs.events().toString())
        .contains("may perhaps do ecr:CreateRepository: no call shows it");
  }

  @Test
  void ends_when_its_time_is_over() {
    var busy =
        SandboxSettings.in(folder.resolve("busy"))
            .withRepositories("app")
            .withTroubles(List.of(Fault.parse("ecr=throttle")), Duration.ZERO);
    try (var slow = SandboxRuns.with(busy, folder.resolve("slow"))) {
      var given = inputs("app");
      given.put(Input.TIMEOUT, "1s");

      assertThatThrownBy(() -> slow.check(COMMIT, given, Depth.ALL))
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure()).isInstanceOf(Failure.TimedOut.class));
    }
  }

  private static Map<Input, String> inputs(String repository) {
    var given = new EnumMap<Input, String>(Input.class);
    given.put(Input.REPOSITORY, repository);
    given.put(Input.TAGS, "one");
    return given;
  }
}
