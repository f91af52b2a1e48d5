package io.github.ecrpush.ecr;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.ecr.Permission.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionFailuresTest {

  private static final String CALLER = "arn:aws:sts::123456789012:assumed-role/push/octo-app-7";
  private static final String REPOSITORY = "arn:aws:ecr:eu-west-3:123456789012:repository/app";

  @Test
  void says_nothing_when_nothing_is_denied() {
    assertThat(
            PermissionFailures.of(
                CALLER,
                List.of(
                    new Permission("ecr:PutImage", REPOSITORY, new Answer.Allowed()),
                    new Permission(
                        "ecr:CreateRepository", REPOSITORY, new Answer.Unknown("it changes")))))
        .isEmpty();
  }

  @Test
  void puts_all_that_is_missing_into_one_statement_for_each_resource() {
    assertGolden(
        PermissionFailures.of(
                CALLER,
                List.of(
                    new Permission("ecr:GetAuthorizationToken", "*", new Answer.Denied("", false)),
                    new Permission("ecr:BatchGetImage", REPOSITORY, new Answer.Allowed()),
                    denied("ecr:InitiateLayerUpload"),
                    denied("ecr:PutImage")))
            .orElseThrow());
  }

  @Test
  void names_the_user_whose_policy_it_is() {
    var fix =
        PermissionFailures.of(
                "arn:aws:iam::123456789012:user/team/ana", List.of(denied("ecr:PutImage")))
            .orElseThrow()
            .explanation()
            .fix();

    assertThat(fix).contains("a policy of the user `ana`").doesNotContain("role");
  }

  @Test
  void says_that_another_statement_does_not_help_against_one_that_forbids() {
    assertGolden(
        PermissionFailures.of(
                CALLER,
                List.of(
                    denied("ecr:InitiateLayerUpload"),
                    new Permission(
                        "ecr:PutImage",
                        REPOSITORY,
                        new Answer.Denied(
                            "with an explicit deny in a service control policy", true))))
            .orElseThrow());
  }

  @Test
  void says_when_the_statement_has_to_stand_elsewhere() {
    var failure =
        PermissionFailures.of(
                CALLER,
                List.of(
                    new Permission(
                        "ecr:PutImage",
                        REPOSITORY,
                        new Answer.Denied(
                            "because no permissions boundary allows the ecr:PutImage action",
                            false))))
            .orElseThrow();

    assertThat(failure.explanation().fix())
        .startsWith("Add this statement to the policies that AWS names:");
  }

  @Test
  void gives_the_owner_of_a_repository_a_statement_that_lets_us_in() {
    assertGolden(
        PermissionFailures.of(
                CALLER,
                List.of(
                    new Permission(
                        "ecr:GetAuthorizationToken",
                        "*",
                        new Answer.Denied("because no identity-based policy allows it", false)),
                    byRepository("ecr:InitiateLayerUpload"),
                    byRepository("ecr:PutImage")))
            .orElseThrow(),
        "repository");
  }

  private static Permission byRepository(String action) {
    return new Permission(
        action,
        "arn:aws:ecr:eu-west-3:210987654321:repository/app",
        new Answer.Denied(
            "because no resource-based policy allows the " + action + " action", false));
  }

  private static Permission denied(String action) {
    return new Permission(
        action,
        REPOSITORY,
        new Answer.Denied(
            "because no identity-based policy allows the " + action + " action", false));
  }
}
