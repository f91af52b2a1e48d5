package io.github.ecrpush.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.iam.AccessRequest;
import io.github.ecrpush.iam.AccessRequest.Principal;
import io.github.ecrpush.iam.CallerPolicies;
import io.github.ecrpush.iam.CallerPolicies.Resource;
import io.github.ecrpush.iam.Decision;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.PolicyKind;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.operation.AccessPlan;
import io.github.ecrpush.operation.Plans;
import io.github.ecrpush.operation.PolicyWish.Verb;
import io.github.ecrpush.report.PolicyText.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryPoliciesTest {

  private static final String ROLE = "arn:aws:iam::123456789012:role/ci";
  private static final String THEIRS = "arn:aws:ecr:us-east-1:210987654321:repository/team/base";

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("Dockerfile"),
        """
        FROM 210987654321.dkr.ecr.us-east-1.amazonaws.com/team/base:1
        COPY --from=123456789012.dkr.ecr.us-east-1.amazonaws.com/own /a /a
        """);
  }

  @Test
  void lets_a_role_pull_together_with_its_own_policy_and_not_without() {
    var printed = Json.parse(PolicyText.of(plan(Map.of()), Format.JSON));
    var theirs = printed.at("repository-policies").elements();
    var own = PolicyDocument.parse(printed.at("policy"));

    assertThat(theirs)
        .extracting(each -> each.at("repository").text())
        .containsExactly(Optional.of(THEIRS));
    var policy = Optional.of(PolicyDocument.parse(theirs.getFirst().at("policy")));
    for (var action : List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")) {
      assertThat(ask(ROLE, action, own, policy)).isInstanceOf(Decision.Allowed.class);
      assertThat(ask(ROLE, action, own, Optional.empty())).isInstanceOf(Decision.Denied.class);
      assertThat(ask(ROLE + "2", action, own, policy)).isInstanceOf(Decision.Denied.class);
    }
    assertThat(ask(ROLE, "ecr:PutImage", own, policy)).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void lets_a_role_push_to_another_account_but_creates_nothing_there() {
    var given = Map.of(Input.REGISTRY_ID, "210987654321", Input.CREATE_REPOSITORY, "if-missing");
    var actions =
        RepositoryPolicies.of(plan(given))
            .getOrDefault("arn:aws:ecr:eu-west-3:210987654321:repository/app", Map.of())
            .toString();

    assertThat(actions).contains("ecr:PutImage").doesNotContain("ecr:CreateRepository");
  }

  @Test
  void has_nothing_to_say_of_repositories_in_the_account_of_the_role() throws IOException {
    Files.writeString(folder.resolve("Dockerfile"), "FROM alpine");

    assertThat(RepositoryPolicies.of(plan(Map.of()))).isEmpty();
    assertThat(PolicyText.of(plan(Map.of()), Format.JSON)).doesNotContain("repository-policies");
  }

  @Test
  void is_handed_out_in_every_form_and_made_in_none() {
    var terraform = PolicyText.of(plan(Map.of()), Format.TERRAFORM);
    var outputs =
        Json.parse(PolicyText.of(plan(Map.of()), Format.CLOUDFORMATION)).at("Outputs").members();

    assertThat(terraform)
        .contains("output \"repository_policies\" {")
        .contains("\"" + THEIRS + "\" = {")
        .doesNotContain("aws_ecr_repository_policy");
    assertThat(outputs).containsOnlyKeys("RepositoryPolicy1");
    assertThat(outputs.values())
        .extracting(RepositoryPoliciesTest::principal)
        .containsExactly(ROLE);
  }

  private static String principal(JsonTree output) {
    var policy = Json.parse(output.at("Value").text().orElseThrow());
    var statement = policy.at("Statement").elements().getFirst();
    return statement.at("Principal").at("AWS").text().orElseThrow();
  }

  private static Decision ask(
      String role, String action, PolicyDocument own, Optional<PolicyDocument> theirs) {
    var session = role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/run";
    return CallerPolicies.of(List.of(own))
        .decide(
            new AccessRequest(
                action, Optional.of(new Principal("AWS", session)), Optional.of(THEIRS), Map.of()),
            new Resource("210987654321", theirs, PolicyKind.RESOURCE));
  }

  private AccessPlan plan(Map<Input, String> given) {
    return new Plans(folder).plan(given, Plans.wish(Verb.PUSH));
  }
}
