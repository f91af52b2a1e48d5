package io.github.ecrpush.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static io.github.ecrpush.testing.ScriptedAws.caller;
import static io.github.ecrpush.testing.ScriptedAws.sts;
import static io.github.ecrpush.testing.ScriptedAws.stsCalls;
import static io.github.ecrpush.testing.ScriptedAws.stsError;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.failure.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest extends AmbientIdentity {

  @Test
  void takes_the_profile_that_is_named() throws Exception {
    STS.stubFor(sts(ACTION).willReturn(caller("arn:aws:iam::000000000001:user/me")));
    profile("[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = hunter2\n");

    open(Map.of("AWS_PROFILE", "work"));

    STS.verify(stsCalls(ACTION).withHeader("Authorization", containing("Credential=AKIAWORK/")));
  }

  @Test
  void assumes_the_role_of_a_profile_with_the_keys_of_another() throws Exception {
    assumable("AssumeRole", "ASIAROLE");
    profile(
        """
        [keys]
        aws_access_key_id = AKIAKEYS
        aws_secret_access_key = hunter2
        [deploy]
        role_arn = arn:aws:iam::123456789012:role/deploy
        source_profile = keys
        external_id = partner-7
        role_session_name = me
        duration_seconds = 1800
        """);

    open(Map.of("AWS_PROFILE", "deploy"));

    assertThat(events).isEmpty();
    STS.verify(
        stsCalls("AssumeRole")
            .withHeader("Authorization", containing("Credential=AKIAKEYS/"))
            .withFormParam("RoleArn", equalTo("arn:aws:iam::123456789012:role/deploy"))
            .withFormParam("RoleSessionName", equalTo("me"))
            .withFormParam("ExternalId", equalTo("partner-7"))
            .withFormParam("DurationSeconds", equalTo("1800")));
    STS.verify(stsCalls(ACTION).withHeader("Authorization", containing("Credential=ASIAROLE/")));
  }

  @Test
  void assumes_the_roles_of_a_chain_of_profiles() throws Exception {
    assumable("AssumeRole", "ASIAROLE");
    profile(
        """
        [first]
        role_arn = arn:aws:iam::123456789012:role/first
        source_profile = keys
        [keys]
        aws_access_key_id = AKIASELF
        aws_secret_access_key = hunter2
        [second]
        role_arn = arn:aws:iam::123456789012:role/second
        source_profile = first
        """);

    open(Map.of("AWS_PROFILE", "second"));

    STS.verify(
        stsCalls("AssumeRole")
            .withHeader("Authorization", containing("Credential=AKIASELF/"))
            .withFormParam("RoleArn", equalTo("arn:aws:iam::123456789012:role/first")));
    STS.verify(
        stsCalls("AssumeRole")
            .withHeader("Authorization", containing("Credential=ASIAROLE/"))
            .withFormParam("RoleArn", equalTo("arn:aws:iam::123456789012:role/second")));
  }

  @Test
  void takes_a_source_profiles_keys_rather_than_its_role() throws Exception {
    assumable("AssumeRole", "ASIAROLE");
    profile(
        """
        [user]
        role_arn = arn:aws:iam::123456789012:role/other
        source_profile = user
        aws_access_key_id = AKIAUSER
        aws_secret_access_key = hunter2
        [deploy]
        role_arn = arn:aws:iam::123456789012:role/deploy
        source_profile = user
        """);

    open(Map.of("AWS_PROFILE", "deploy"));

    STS.verify(
        1, stsCalls("AssumeRole").withHeader("Authorization", containing("Credential=AKIAUSER/")));
  }

  @Test
  void tells_nothing_of_what_a_credential_process_printed() throws Exception {
    profile("[x]\ncredential_process = echo \"{ hunter2: \"; echo hunter2 >&2; exit 0\n");

    var failure = failure(Map.of("AWS_PROFILE", "x"));

    assertThat(failure.explanation().id()).isEqualTo("aws-profile-unusable");
    assertThat(FailureText.of(failure)).doesNotContain("hunter2");
  }

  @Test
  void names_the_profile_that_was_asked_for_when_its_source_needs_a_person() throws Exception {
    profile(
        """
        [deploy]
        role_arn = arn:aws:iam::123456789012:role/deploy
        source_profile = login
        [login]
        sso_session = work
        """);

    assertThat(failure(Map.of("AWS_PROFILE", "deploy")).explanation().fix())
        .contains("export-credentials --profile deploy");
  }

  @Test
  void does_not_ask_for_a_code_where_a_token_is_in_a_file() throws Exception {
    assumable("AssumeRoleWithWebIdentity", "ASIATOKEN");
    var token = Files.writeString(home.resolve("token"), "the.profiles.token");
    profile(
        "[pod]\nrole_arn = arn:aws:iam::123456789012:role/pod\nmfa_serial = 1\n"
            + "web_identity_token_file = "
            + token
            + "\n");

    assertThat(open(Map.of("AWS_PROFILE", "pod")).arn()).contains("assumed-role");
  }

  @Test
  void says_that_the_files_of_profiles_cannot_be_read() throws Exception {
    profile("[x]\nno equals sign\n");

    assertThat(id(Map.of())).isEqualTo("aws-profiles-unreadable");
  }

  @Test
  void assumes_the_role_of_a_profile_with_the_token_in_a_file() throws Exception {
    assumable("AssumeRoleWithWebIdentity", "ASIATOKEN");
    var token = Files.writeString(home.resolve("token"), "the.profiles.token");
    profile(
        """
        [pod]
        role_arn = arn:aws:iam::123456789012:role/pod
        web_identity_token_file = %s
        """
            .formatted(token));

    open(Map.of("AWS_PROFILE", "pod"));

    STS.verify(
        stsCalls("AssumeRoleWithWebIdentity")
            .withFormParam("WebIdentityToken", equalTo("the.profiles.token")));
  }

  @Test
  void reads_the_config_file_as_well() throws Exception {
    STS.stubFor(sts(ACTION).willReturn(caller("arn:aws:iam::000000000001:user/me")));
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(
        home.resolve(".aws/config"),
        """
        [profile tool]
        credential_process = echo '{"Version":1,"AccessKeyId":"AKIATOOL","SecretAccessKey":"s"}'
        """);

    open(Map.of("AWS_PROFILE", "tool"));

    STS.verify(stsCalls(ACTION).withHeader("Authorization", containing("Credential=AKIATOOL/")));
  }

  @Test
  void says_that_a_role_of_the_machine_is_refused() throws Exception {
    STS.stubFor(sts("AssumeRole").willReturn(stsError(403, "AccessDenied", "me: not authorized")));
    profile(
        """
        [deploy]
        role_arn = arn:aws:iam::123456789012:role/deploy
        source_profile = deploy
        aws_access_key_id = AKIAKEYS
        aws_secret_access_key = hunter2
        """);

    var explanation = failure(Map.of("AWS_PROFILE", "deploy")).explanation();

    assertThat(explanation.id()).isEqualTo("sts-refused");
    assertThat(explanation.what())
        .isEqualTo(
            "Could not assume the role `arn:aws:iam::123456789012:role/deploy` of the profile"
                + " `deploy`.");
    assertThat(explanation.why()).isEqualTo("me: not authorized (AccessDenied)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sso_session = work\nsso_account_id = 123456789012",
        "sso_start_url = https://example.awsapps.com/start",
        "login_session = arn:aws:iam::123456789012:user/me",
        "role_arn = arn:aws:iam::123456789012:role/x\nsource_profile = x\nmfa_serial = 1",
      })
  void says_that_a_profile_needs_a_person(String settings) throws Exception {
    profile("[x]\n" + settings + "\n");

    assertThat(id(Map.of("AWS_PROFILE", "x"))).isEqualTo("aws-profile-needs-login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "source_profile = missing",
        "source_profile = x",
        "source_profile = y",
        "source_profile = z",
        "source_profile = y\ncredential_source = EcsContainer",
        "credential_source = Environment",
        "credential_source = Moon",
        "region = eu-west-3",
        "credential_source = Ec2InstanceMetadata\nduration_seconds = soon",
      })
  void says_that_a_profile_cannot_be_used(String settings) throws Exception {
    var role = "role_arn = arn:aws:iam::123456789012:role/x\n";
    profile(
        "[x]\n"
            + role
            + settings
            + "\n[y]\n"
            + role
            + "source_profile = x\n[z]\naws_access_key_id = A\n");

    assertThat(id(Map.of("AWS_PROFILE", "x"))).isEqualTo("aws-profile-unusable");
  }

  private void profile(String text) throws IOException {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws/credentials"), text);
  }
}
