package io.github.ecrpush.sandbox;

import static io.github.ecrpush.sandbox.AccountFiles.HOME;
import static io.github.ecrpush.sandbox.AccountFiles.allow;
import static io.github.ecrpush.sandbox.AccountFiles.role;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.testing.MovableClock;
import io.github.ecrpush.testing.PlainHttp;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// As much of IAM as tells about roles.
class SandboxIamTest {

  @TempDir private Path folder;
  private @Nullable Sandbox sandbox;

  @AfterEach
  void end() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  /// Asks IAM as a role with these permissions.
  private PlainHttp.Reply ask(String statements, String form) throws IOException {
    var files = new AccountFiles(folder.resolve("iam")).withRole(HOME, "ci", statements);
    sandbox =
        Sandbox.start(
            SandboxSettings.in(folder.resolve("data"))
                .withAccounts(SandboxWords.accounts(files.root(), HOME)),
            new MovableClock());
    var client = new SandboxClient(sandbox);
    var session =
        SandboxClient.credentials(
            client.assumeRole(role(HOME, "ci"), client.idToken("sts.amazonaws.com")));
    return SignedQuery.toIam(sandbox.address(), session, form);
  }

  @Test
  void shows_a_role_and_whom_it_trusts() throws IOException {
    var reply = ask(allow("\"iam:GetRole\"", "*"), "Action=GetRole&RoleName=ci");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text())
        .contains(
            "<GetRoleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">",
            "<Arn>arn:aws:iam::123456789012:role/ci</Arn>",
            "<MaxSessionDuration>3600</MaxSessionDuration>");
    var document =
        reply
            .text()
            .replaceAll("(?s).*<AssumeRolePolicyDocument>|</AssumeRolePolicyDocument>.*", "");
    assertThat(Json.parse(URLDecoder.decode(document, StandardCharsets.UTF_8)).at("Statement"))
        .isEqualTo(Json.parse(AccountFiles.trust(HOME, "repo:octo/app:*")).at("Statement"));
  }

  @Test
  void names_no_role_in_its_environment_that_is_not_there() throws IOException {
    var files = new AccountFiles(folder.resolve("iam")).withRole(HOME, "ci", "");
    var settings = SandboxSettings.in(folder.resolve("data"));
    sandbox =
        Sandbox.start(
            settings.withAccounts(SandboxWords.accounts(files.root(), HOME)), new MovableClock());

    assertThat(sandbox.environment())
        .containsKey("AWS_ENDPOINT_URL")
        .doesNotContainKey("ECR_PUSH_SANDBOX_ROLE");
  }

  @Test
  void knows_no_role_that_is_not_there() throws IOException {
    var reply = ask(allow("\"iam:GetRole\"", "*"), "Action=GetRole&RoleName=none");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.text())
        .contains("<Code>NoSuchEntity</Code>", "The role with name none cannot be found.");
  }

  @Test
  void shows_a_role_only_to_who_may_see_it() throws IOException {
    var reply = ask(allow("\"ecr:*\"", "*"), "Action=GetRole&RoleName=ci");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .contains(
            "<Code>AccessDenied</Code>",
            "User: arn:aws:sts::123456789012:assumed-role/ci/run-1 is not authorized to perform:"
                + " iam:GetRole on resource: role ci because no identity-based policy allows the"
                + " iam:GetRole action");
  }

  @Test
  void lists_and_shows_providers() throws IOException {
    var arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

    assertThat(ask(allow("\"iam:*\"", "*"), "Action=ListOpenIDConnectProviders").text())
        .contains("<member><Arn>" + arn + "</Arn></member>");
    end();
    assertThat(
            ask(
                    allow("\"iam:*\"", "*"),
                    "Action=GetOpenIDConnectProvider&OpenIDConnectProviderArn=" + arn)
                .text())
        .contains(
            "<Url>token.actions.githubusercontent.com</Url>",
            "<ClientIDList><member>sts.amazonaws.com</member></ClientIDList>");
  }

  @Test
  void simulates_what_a_role_may_do() throws IOException {
    var reply =
        ask(
            allow("\"iam:*\", \"ecr:PutImage\"", "*"),
            "Action=SimulatePrincipalPolicy&PolicySourceArn=arn:aws:iam::123456789012:role/ci"
                + "&ActionNames.member.1=ecr:PutImage&ActionNames.member.2=ecr:DeleteRepository");

    assertThat(reply.text())
        .contains(
            "<EvalActionName>ecr:PutImage</EvalActionName><EvalResourceName>*</EvalResourceName>"
                + "<EvalDecision>allowed</EvalDecision>",
            "<EvalActionName>ecr:DeleteRepository</EvalActionName>"
                + "<EvalResourceName>*</EvalResourceName><EvalDecision>implicitDeny</EvalDecision>");
  }

  @Test
  void refuses_what_it_does_not_know() throws IOException {
    var reply = ask(allow("\"iam:*\"", "*"), "Action=DeleteRole&RoleName=ci");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("Could not find operation DeleteRole for version 2010-05-08");
  }
}
