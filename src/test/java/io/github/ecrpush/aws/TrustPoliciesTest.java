package io.github.ecrpush.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.github.ecrpush.testing.ScriptedAws.sts;
import static io.github.ecrpush.testing.ScriptedAws.stsCalls;
import static io.github.ecrpush.testing.ScriptedAws.stsError;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TrustPoliciesTest {

  private static final RoleArn ROLE = new RoleArn("aws", new AwsAccount("123456789012"), "a/ci");
  private static final Map<String, String> KEYS =
      Map.of("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY", "planted-secret");

  @RegisterExtension
  static final WireMockExtension IAM =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  @TempDir Path home;

  @Test
  void reads_the_policy_with_other_credentials() throws Exception {
    IAM.stubFor(sts("GetRole").willReturn(role(ROLE.toString(), "{\"Statement\": []}")));

    assertThat(read(KEYS)).isInstanceOf(TrustPolicy.Known.class);

    IAM.verify(
        1,
        stsCalls("GetRole")
            .withFormParam("Version", equalTo("2010-05-08"))
            .withFormParam("RoleName", equalTo("ci"))
            .withHeader("Authorization", containing("/us-east-1/iam/aws4_request")));
  }

  @Test
  void knows_that_there_is_no_such_role() throws Exception {
    IAM.stubFor(sts("GetRole").willReturn(stsError(404, "NoSuchEntity", "no role")));

    assertThat(read(KEYS)).isEqualTo(new TrustPolicy.RoleMissing());
  }

  @Test
  void asks_nobody_without_other_credentials() throws Exception {
    assertThat(read(Map.of())).isInstanceOf(TrustPolicy.Unknown.class);

    IAM.verify(0, stsCalls("GetRole"));
  }

  @Test
  void says_why_the_policy_is_not_known() throws Exception {
    IAM.stubFor(sts("GetRole").willReturn(stsError(403, "AccessDenied", "no")));
    assertThat(why()).contains("IAM answered `AccessDenied`");

    IAM.stubFor(sts("GetRole").willReturn(role("arn:aws:iam::210987654321:role/ci", "{}")));
    assertThat(why()).contains("belong to another account");

    IAM.stubFor(sts("GetRole").willReturn(role(ROLE.toString(), "{\"Statement\": 7}")));
    assertThat(why()).contains("is not understood");

    IAM.stubFor(sts("GetRole").willReturn(aResponse().withBody("<html>proxy</html>")));
    assertThat(why()).contains("belong to another account");
  }

  @Test
  void does_not_wait_for_an_answer_that_does_not_come() throws Exception {
    IAM.stubFor(sts("GetRole").willReturn(aResponse().withFixedDelay(10_000)));

    var begin = System.nanoTime();
    assertThat(why()).contains("did not answer in time").doesNotContain("planted-secret");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
  }

  private String why() throws InterruptedException {
    return ((TrustPolicy.Unknown) read(KEYS)).why();
  }

  private TrustPolicy read(Map<String, String> environment) throws InterruptedException {
    var all = new HashMap<>(environment);
    all.put("AWS_ENDPOINT_URL", IAM.baseUrl());
    all.put("HOME", home.toString());
    try (var clients = new AwsClients(new Connections(Network.DIRECT), all)) {
      return new TrustPolicies(clients, new AwsRegion("eu-west-3"), InstantSource.system())
          .of(ROLE);
    }
  }

  private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder role(
      String arn, String policy) {
    return aResponse()
        .withHeader("Content-Type", "text/xml")
        .withBody(
            """
            <GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role>
              <Path>/a/</Path><Arn>%s</Arn>
              <AssumeRolePolicyDocument>%s</AssumeRolePolicyDocument>
            </Role></GetRoleResult></GetRoleResponse>
            """
                .formatted(arn, URLEncoder.encode(policy, StandardCharsets.UTF_8)));
  }
}
