package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.AccessPlan.ByToken;
import io.github.ecrpush.operation.AccessPlan.FromRole;
import io.github.ecrpush.operation.AccessPlan.Role;
import io.github.ecrpush.operation.PolicyWish.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessPlannerTest {

  private static final ByToken JOB =
      new ByToken(
          Map.of(
              "token.actions.githubusercontent.com:aud", List.of("sts.amazonaws.com"),
              "token.actions.githubusercontent.com:sub",
                  List.of("repo:octo/app:ref:refs/heads/main")));

  @TempDir private Path folder;

  @Test
  void lets_the_job_into_its_role_and_nobody_else() {
    var plan = plan(Map.of());

    assertThat(plan.provider().issuer()).isEqualTo("https://token.actions.githubusercontent.com");
    assertThat(plan.provider().audiences()).containsExactly("sts.amazonaws.com");
    assertThat(plan.roles()).hasSize(1);
    assertThat(plan.roles().getFirst().name()).isEqualTo("ci");
    assertThat(plan.roles().getFirst().entrances()).containsExactly(JOB);
    assertThat(sids(plan.roles().getFirst())).containsExactly("Login", "Push");
  }

  @Test
  void leads_from_role_to_role() {
    var hub = "arn:aws:iam::123456789012:role/ci";
    var last = "arn:aws:iam::210987654321:role/push";
    var plan =
        plan(
            Map.of(
                Input.ROLE_CHAIN, last,
                Input.ROLE_EXTERNAL_ID, "octo-42",
                Input.CUSTOM_TAGS, "{\"Team\": \"web\"}"));

    assertThat(plan.roles()).extracting(Role::name).containsExactly("ci", "push");
    assertThat(plan.roles().getFirst().grants())
        .containsExactly(
            new Grant(
                "AssumeNextRole", List.of("sts:AssumeRole", "sts:TagSession"), List.of(last)));
    assertThat(plan.roles().getLast().entrances())
        .containsExactly(new FromRole(hub, true, Map.of("sts:ExternalId", List.of("octo-42"))));
    assertThat(plan.roles().getLast().grants().getLast().resources())
        .containsExactly("arn:aws:ecr:eu-west-3:210987654321:repository/app");
  }

  @Test
  void gives_each_role_what_its_targets_need() {
    var plan =
        plan(
            Map.of(
                Input.ALSO_PUSH_TO,
                "registry-id=210987654321,role-to-assume=arn:aws:iam::210987654321:role/push\n"
                    + "aws-region=us-east-1"));

    assertThat(plan.roles()).extracting(Role::name).containsExactly("ci", "push");
    assertThat(plan.roles().getFirst().grants().getLast().resources())
        .containsExactly(
            "arn:aws:ecr:eu-west-3:123456789012:repository/app",
            "arn:aws:ecr:us-east-1:123456789012:repository/app");
    assertThat(plan.roles().getLast().grants().getLast().resources())
        .containsExactly("arn:aws:ecr:eu-west-3:210987654321:repository/app");
    assertThat(plan.roles().getLast().entrances()).containsExactly(JOB);
  }

  @Test
  void leaves_out_of_a_check_what_a_check_does_not_call() {
    var given = Map.of(Input.CREATE_REPOSITORY, "sync", Input.LIFECYCLE_POLICY, "keep=10");
    var checked = new Plans(folder).plan(given, Plans.wish(Verb.CHECK)).roles().getFirst();

    assertThat(sids(checked))
        .containsExactly("Login", "Push", "CompareSettings", "PreviewLifecycle");
    assertThat(checked.grants().getLast().actions())
        .containsExactly("ecr:GetLifecyclePolicyPreview");
  }

  @Test
  void names_a_role_where_there_is_none_yet() {
    var role = plan(Map.of(Input.ROLE_TO_ASSUME, "")).roles().getFirst();

    assertThat(role.name()).isEqualTo("ecr-push");
    assertThat(role.account()).isEmpty();
    assertThat(
            plan(Map.of(Input.ROLE_TO_ASSUME, "", Input.REGISTRY_ID, "210987654321"))
                .roles()
                .getFirst()
                .account())
        .contains(new AwsAccount("210987654321"));
  }

  @Test
  void has_nothing_to_say_where_aws_is_asked_nothing() {
    for (var elsewhere :
        List.of(
            Map.of(Input.REGISTRY, "registry.example"),
            Map.of(Input.PUSH, "false"),
            Map.of(Input.PUSH, "false", Input.AWS_REGION, ""))) {
      assertThatThrownBy(() -> plan(elsewhere))
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure().explanation().id()).isEqualTo("policy-not-needed"));
    }
  }

  @Test
  void lets_a_build_that_is_not_pushed_take_its_base_image() throws Exception {
    Files.writeString(
        folder.resolve("Dockerfile"), "FROM 123456789012.dkr.ecr.eu-west-3.amazonaws.com/base:1");

    var role = plan(Map.of(Input.PUSH, "false")).roles().getFirst();

    assertThat(sids(role)).containsExactly("Login", "PullBase");
  }

  private AccessPlan plan(Map<Input, String> given) {
    return new Plans(folder).plan(given, Plans.wish(Verb.PUSH));
  }

  private static List<String> sids(Role role) {
    return role.grants().stream().map(Grant::sid).toList();
  }
}
