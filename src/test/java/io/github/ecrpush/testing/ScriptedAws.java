package io.github.ecrpush.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Single answers of STS and ECR, as they come over the wire.
public final class ScriptedAws {

  private ScriptedAws() {}

  public static MappingBuilder sts(String action) {
    return post("/").withFormParam("Action", equalTo(action));
  }

  public static MappingBuilder ecr(String action) {
    return post("/").withHeader("X-Amz-Target", matching(".*[.]" + action));
  }

  public static RequestPatternBuilder stsCalls(String action) {
    return postRequestedFor(urlPathEqualTo("/")).withFormParam("Action", equalTo(action));
  }

  public static RequestPatternBuilder ecrCalls(String action) {
    return postRequestedFor(urlPathEqualTo("/"))
        .withHeader("X-Amz-Target", matching(".*[.]" + action));
  }

  /// The answer of AssumeRoleWithWebIdentity for a role `ci` in account 123456789012.
  public static ResponseDefinitionBuilder session(String keyId, Instant end) {
    return xml(
        """
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleWithWebIdentityResult>
            <AssumedRoleUser>
              <Arn>arn:aws:sts::123456789012:assumed-role/ci/octo-app-7</Arn>
              <AssumedRoleId>AROAEXAMPLE:octo-app-7</AssumedRoleId>
            </AssumedRoleUser>
            <Credentials>
              <AccessKeyId>%s</AccessKeyId>
              <SecretAccessKey>secret-of-%s</SecretAccessKey>
              <SessionToken>session-of-%s</SessionToken>
              <Expiration>%s</Expiration>
            </Credentials>
          </AssumeRoleWithWebIdentityResult>
        </AssumeRoleWithWebIdentityResponse>
        """
            .formatted(keyId, keyId, keyId, end));
  }

  /// Answers of AssumeRoleWithWebIdentity with one session after the other.
  public static List<MappingBuilder> sessions(Instant end, String... keyIds) {
    var answers = new ArrayList<MappingBuilder>();
    var before = Scenario.STARTED;
    for (var keyId : keyIds) {
      answers.add(
          sts("AssumeRoleWithWebIdentity")
              .inScenario("sessions")
              .whenScenarioStateIs(before)
              .willSetStateTo(keyId)
              .willReturn(session(keyId, end)));
      before = keyId;
    }
    return answers;
  }

  public static ResponseDefinitionBuilder caller(String arn) {
    return xml(
        """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult>
            <Arn>%s</Arn><UserId>AIDAEXAMPLE</UserId><Account>%s</Account>
          </GetCallerIdentityResult>
        </GetCallerIdentityResponse>
        """
            .formatted(arn, arn.split(":", 6)[4]));
  }

  public static ResponseDefinitionBuilder stsError(int status, String code, String message) {
    return xml("""
    <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
      <RequestId>r</RequestId>
    </ErrorResponse>
    """
            .formatted(code, message))
        .withStatus(status);
  }

  public static ResponseDefinitionBuilder ecrError(int status, String code, String message) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/x-amz-json-1.1")
        .withBody("{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message));
  }

  private static ResponseDefinitionBuilder xml(String body) {
    return aResponse().withHeader("Content-Type", "text/xml").withBody(body);
  }
}
