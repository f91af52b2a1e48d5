package io.github.ecrpush.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.operation.AccessPlan;
import io.github.ecrpush.operation.Plans;
import io.github.ecrpush.operation.PolicyWish.Verb;
import io.github.ecrpush.report.PolicyText.Format;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTextTest {

  private static final Map<Input, String> OTHER_ACCOUNT =
      Map.of(Input.ROLE_CHAIN, "arn:aws:iam::210987654321:role/push");

  @TempDir private Path folder;

  @Test
  void writes_terraform_as_terraform_lays_it_out() {
    var text = PolicyText.of(plan(Map.of(Input.ROLE_TO_ASSUME, "")), Format.TERRAFORM);

    assertThat(text)
        .isEqualTo(
            """
            resource "aws_iam_openid_connect_provider" "github" {
              url            = "https://token.actions.githubusercontent.com"
              client_id_list = ["sts.amazonaws.com"]
            }

            resource "aws_iam_role" "ecr_push" {
              name = "ecr-push"
              assume_role_policy = jsonencode({
                Version = "2012-10-17"
                Statement = [
                  {
                    Effect = "Allow"
                    Principal = {
                      Federated = aws_iam_openid_connect_provider.github.arn
                    }
                    Action = "sts:AssumeRoleWithWebIdentity"
                    Condition = {
                      StringEquals = {
                        "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
                        "token.actions.githubusercontent.com:sub" = "repo:octo/app:ref:refs/heads/main"
                      }
                    }
                  },
                ]
              })
            }

            resource "aws_iam_role_policy" "ecr_push" {
              name = "ecr-push"
              role = aws_iam_role.ecr_push.id
              policy = jsonencode({
                Version = "2012-10-17"
                Statement = [
                  {
                    Sid      = "Login"
                    Effect   = "Allow"
                    Action   = "ecr:GetAuthorizationToken"
                    Resource = "*"
                  },
                  {
                    Sid    = "Push"
                    Effect = "Allow"
                    Action = [
                      "ecr:DescribeRepositories",
                      "ecr:BatchGetImage",
                      "ecr:BatchCheckLayerAvailability",
                      "ecr:InitiateLayerUpload",
                      "ecr:UploadLayerPart",
                      "ecr:CompleteLayerUpload",
                      "ecr:PutImage",
                    ]
                    Resource = "arn:aws:ecr:eu-west-3:*:repository/app"
                  },
                ]
              })
            }
            """);
  }

  @Test
  void writes_one_object_of_three_documents_and_the_further_roles() {
    var one = json(Map.of());
    var two = json(OTHER_ACCOUNT);

    assertThat(one.members()).containsOnlyKeys("policy", "trust", "provider");
    assertThat(one.at("provider").at("Url").text())
        .contains("https://token.actions.githubusercontent.com");
    assertThat(principal(one.at("trust")).at("Federated").text())
        .contains("arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com");
    assertThat(two.members()).containsOnlyKeys("policy", "trust", "provider", "further-roles");
    var further = two.at("further-roles").elements().getFirst();
    assertThat(further.at("role").text()).contains("arn:aws:iam::210987654321:role/push");
    assertThat(principal(further.at("trust")).at("AWS").text())
        .contains("arn:aws:iam::123456789012:role/ci");
  }

  /// AWS's list has the external id for no action but the one that assumes.
  @Test
  void asks_for_an_external_id_where_a_role_is_assumed_and_not_where_it_is_tagged() {
    var given =
        Map.of(
            Input.ROLE_CHAIN,
            "arn:aws:iam::210987654321:role/push",
            Input.ROLE_EXTERNAL_ID,
            "octo-42",
            Input.CUSTOM_TAGS,
            "{\"Team\": \"web\"}");

    var trust = json(given).at("further-roles").elements().getFirst().at("trust");

    assertThat(trust.at("Statement").elements())
        .extracting(
            statement -> statement.at("Action").text().orElse(""),
            statement ->
                statement.at("Condition").at("StringEquals").at("sts:ExternalId").text().orElse(""))
        .containsExactly(tuple("sts:AssumeRole", "octo-42"), tuple("sts:TagSession", ""));
  }

  @Test
  void has_no_number_in_it_that_was_not_given() {
    var given = Map.of(Input.ROLE_TO_ASSUME, "");

    for (var format : Format.values()) {
      assertThat(PolicyText.of(plan(given), format)).doesNotContainPattern("\\d{11}");
    }
    assertThat(principal(json(given).at("trust")).at("Federated").text())
        .contains("arn:aws:iam::ACCOUNT_ID:oidc-provider/token.actions.githubusercontent.com");
  }

  @Test
  void makes_in_each_account_what_belongs_there() {
    var several = PolicyText.of(plan(OTHER_ACCOUNT), Format.CLOUDFORMATION);
    var resources = Json.parse(several).at("Resources");

    assertThat(resources.members())
        .containsOnlyKeys("GitHub123456789012", "CiRole123456789012", "PushRole210987654321");
    assertThat(resources.at("PushRole210987654321").at("Condition").text())
        .contains("In210987654321");
    assertThat(PolicyText.of(plan(OTHER_ACCOUNT), Format.TERRAFORM))
        .contains("provider = aws.account_210987654321")
        .doesNotContain("aws.account_123456789012");
    assertThat(PolicyText.of(plan(Map.of()), Format.CLOUDFORMATION)).doesNotContain("Conditions");
  }

  /// IAM refuses a trust policy that names a role which is not there yet.
  @Test
  void makes_the_roles_of_a_chain_one_after_the_other() {
    var same = Map.of(Input.ROLE_CHAIN, "arn:aws:iam::123456789012:role/push");

    assertThat(PolicyText.of(plan(same), Format.TERRAFORM)).contains("AWS = aws_iam_role.ci.arn");
    assertThat(callers(same, "PushRole").at("Fn::GetAtt").elements())
        .extracting(name -> name.text().orElse(""))
        .containsExactly("CiRole", "Arn");
    assertThat(PolicyText.of(plan(OTHER_ACCOUNT), Format.TERRAFORM))
        .contains("AWS = aws_iam_role.ci.arn");
    assertThat(callers(OTHER_ACCOUNT, "PushRole210987654321").text())
        .as("a template makes nothing of another account")
        .contains("arn:aws:iam::123456789012:role/ci");
  }

  private JsonTree callers(Map<Input, String> given, String role) {
    var template = Json.parse(PolicyText.of(plan(given), Format.CLOUDFORMATION));
    var properties = template.at("Resources").at(role).at("Properties");
    return principal(properties.at("AssumeRolePolicyDocument")).at("AWS");
  }

  @Test
  void keeps_names_with_a_path_apart_from_it() {
    var given = Map.of(Input.ROLE_TO_ASSUME, "arn:aws:iam::123456789012:role/ci/x.y-z");

    assertThat(PolicyText.of(plan(given), Format.TERRAFORM))
        .contains("resource \"aws_iam_role\" \"ci_x_y_z\"")
        .contains("name = \"x.y-z\"\n  path = \"/ci/\"");
    assertThat(PolicyText.of(plan(given), Format.CLOUDFORMATION)).contains("\"CiXYZRole\"");
  }

  @Test
  void lets_no_template_begin_in_terraform() {
    var given = Map.of(Input.AUDIENCE, "${file(\"x\")}%{if\\");

    assertThat(PolicyText.of(plan(given), Format.TERRAFORM))
        .contains("client_id_list = [\"$${file(\\\"x\\\")}%%{if\\\\\"]");
  }

  private JsonTree json(Map<Input, String> given) {
    return Json.parse(PolicyText.of(plan(given), Format.JSON));
  }

  private static JsonTree principal(JsonTree trust) {
    return trust.at("Statement").elements().getFirst().at("Principal");
  }

  private AccessPlan plan(Map<Input, String> given) {
    return new Plans(folder).plan(given, Plans.wish(Verb.PUSH));
  }
}
