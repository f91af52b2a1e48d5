package io.github.ecrpush.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static io.github.ecrpush.testing.ScriptedAws.caller;
import static io.github.ecrpush.testing.ScriptedAws.sts;
import static io.github.ecrpush.testing.ScriptedAws.stsCalls;
import static io.github.ecrpush.testing.ScriptedAws.stsError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.progress.ProgressEvent;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AmbientCredentialsTest extends AmbientIdentity {

  @Test
  void takes_the_keys_of_the_environment_and_warns_of_them() throws Exception {
    STS.stubFor(sts(ACTION).willReturn(caller("arn:aws:iam::000000000001:user/ci")));

    var caller =
        open(Map.of("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY", "hunter2"));

    assertThat(caller.account()).isEqualTo(new AwsAccount("000000000001"));
    assertThat(caller.arn()).isEqualTo("arn:aws:iam::000000000001:user/ci");
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            ProgressEvent.Warning.class,
            warning -> assertThat(warning.text()).contains("OpenID Connect", "role-to-assume"));
    STS.verify(
        stsCalls(ACTION)
            .withHeader("Authorization", containing("Credential=AKIAEXAMPLE/"))
            .withHeader("Authorization", containing("/eu-west-3/sts/aws4_request")));
  }

  @Test
  void does_not_warn_of_keys_that_expire() throws Exception {
    STS.stubFor(sts(ACTION).willReturn(caller("arn:aws:sts::000000000001:assumed-role/ci/x")));

    open(
        Map.of(
            "AWS_ACCESS_KEY_ID", "ASIAEXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "hunter2",
            "AWS_SESSION_TOKEN", "session"));

    assertThat(events).isEmpty();
    STS.verify(stsCalls(ACTION).withHeader("X-Amz-Security-Token", equalTo("session")));
  }

  @Test
  void exchanges_the_token_in_a_file_for_a_role() throws Exception {
    assumable("AssumeRoleWithWebIdentity", "ASIAPOD");
    var token = Files.writeString(home.resolve("token"), "the.pods.token");

    open(
        Map.of(
            "AWS_WEB_IDENTITY_TOKEN_FILE", token.toString(),
            "AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/ci",
            "AWS_ROLE_SESSION_NAME", "pod-7"));

    assertThat(events).isEmpty();
    STS.verify(
        stsCalls("AssumeRoleWithWebIdentity")
            .withFormParam("WebIdentityToken", equalTo("the.pods.token"))
            .withFormParam("RoleArn", equalTo("arn:aws:iam::123456789012:role/ci"))
            .withFormParam("RoleSessionName", equalTo("pod-7")));
    STS.verify(stsCalls(ACTION).withHeader("Authorization", containing("Credential=ASIAPOD/")));
  }

  @Test
  void says_that_the_token_file_is_not_there_or_empty() throws Exception {
    var empty = Files.createFile(home.resolve("empty"));

    for (var file : List.of(home.resolve("missing"), empty)) {
      assertThat(
              id(
                  Map.of(
                      "AWS_WEB_IDENTITY_TOKEN_FILE",
                      file.toString(),
                      "AWS_ROLE_ARN",
                      "arn:aws:iam::123456789012:role/ci")))
          .isEqualTo("aws-token-file-unreadable");
    }
  }

  @Test
  void says_that_there_is_nothing() {
    assertThat(id(Map.of())).isEqualTo("aws-credentials-missing");
    assertThat(id(Map.of("AWS_PROFILE", "missing"))).isEqualTo("aws-profile-unusable");
    assertThat(id(Map.of("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE"))).isEqualTo("aws-credentials-missing");
  }

  @Test
  void says_that_aws_does_not_know_the_keys() {
    STS.stubFor(sts(ACTION).willReturn(stsError(403, "InvalidClientTokenId", "unknown")));

    assertThat(id(Map.of("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY", "s")))
        .isEqualTo("aws-credentials-refused");
    assertThat(events).isEmpty();
  }

  @Test
  void takes_no_key_that_fits_into_no_header() {
    assertGolden(
        catchThrowableOfType(
                FailureException.class,
                () -> open(Map.of("AWS_ACCESS_KEY_ID", "AKIA\nX", "AWS_SECRET_ACCESS_KEY", "s")))
            .failure());
    assertThat(
            id(
                Map.of(
                    "AWS_ACCESS_KEY_ID", "AKIAEXAMPLE",
                    "AWS_SECRET_ACCESS_KEY", "s",
                    "AWS_SESSION_TOKEN", "to\u0001ken")))
        .isEqualTo("aws-key-unusable");
  }

  @Test
  void takes_keys_that_are_given_before_all_that_the_machine_has() throws Exception {
    STS.stubFor(sts(ACTION).willReturn(caller("arn:aws:iam::000000000001:user/ci")));
    var request =
        new IdentityRequest(
            new IdentityRequest.Roles(Optional.empty(), List.of(), false),
            IdentityRequest.Session.named("ecr-push"),
            new IdentityRequest.Proof(
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new AwsKeys("AKIAGIVEN", new Secret("s"), Optional.empty()))),
            PARIS,
            List.of());

    open(Map.of("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY", "s"), request);

    STS.verify(stsCalls(ACTION).withHeader("Authorization", containing("Credential=AKIAGIVEN/")));
  }

  @Test
  void does_not_work_in_an_account_that_is_not_allowed() {
    STS.stubFor(sts(ACTION).willReturn(caller("arn:aws:iam::000000000001:user/ci")));
    var request =
        new IdentityRequest(
            new IdentityRequest.Roles(Optional.empty(), List.of(), false),
            IdentityRequest.Session.named("ecr-push"),
            IdentityRequest.Proof.gitHub(""),
            PARIS,
            List.of(new AwsAccount("000000000002")));

    var failure =
        catchThrowableOfType(
            FailureException.class,
            () ->
                open(
                    Map.of("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY", "s"),
                    request));

    assertThat(failure.failure().explanation().id()).isEqualTo("aws-account-not-allowed");
  }
}
