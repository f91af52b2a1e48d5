package io.github.ecrpush.ecr;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.aws.AwsIdentity;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.aws.RoleArn;
import io.github.ecrpush.github.OidcEndpoint;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.http.UrlConnectionTransport;
import io.github.ecrpush.image.RepositoryPath;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IdentityToLoginTest {

  @RegisterExtension
  static final WireMockExtension AWS =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  @Test
  void exchanges_a_github_token_for_a_registry_login_and_finds_the_repository() throws Exception {
    AWS.stubFor(get(urlPathEqualTo("/token")).willReturn(okJson("{\"value\":\"ey.the.token\"}")));
    AWS.stubFor(
        post("/")
            .withRequestBody(containing("Action=AssumeRoleWithWebIdentity"))
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "text/xml")
                    .withBody(
                        """
                        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                          <AssumeRoleWithWebIdentityResult>
                            <AssumedRoleUser>
                              <Arn>arn:aws:sts::123456789012:assumed-role/ci/octo-app-7</Arn>
                              <AssumedRoleId>AROA:octo-app-7</AssumedRoleId>
                            </AssumedRoleUser>
                            <Credentials>
                              <AccessKeyId>ASIAEXAMPLE</AccessKeyId>
                              <SecretAccessKey>secret</SecretAccessKey>
                              <SessionToken>session</SessionToken>
                              <Expiration>2036-01-01T00:00:00Z</Expiration>
                            </Credentials>
                          </AssumeRoleWithWebIdentityResult>
                        </AssumeRoleWithWebIdentityResponse>
                        """)));
    AWS.stubFor(
        post("/")
            .withHeader("X-Amz-Target", containing("GetAuthorizationToken"))
            .willReturn(
                okJson(
                    """
                    {"authorizationData":[{"authorizationToken":"QVdTOnBhc3N3b3Jk",
                      "expiresAt":2082758400.0,
                      "proxyEndpoint":"https://123456789012.dkr.ecr.eu-west-3.amazonaws.com"}]}\
                    """)));
    AWS.stubFor(
        post("/")
            .withHeader("X-Amz-Target", containing("DescribeRepositories"))
            .willReturn(
                okJson(
                    """
                    {"repositories":[{"repositoryArn":"arn:aws:ecr:eu-west-3:123456789012:repository/app",
                      "registryId":"123456789012","repositoryName":"app",
                      "repositoryUri":"123456789012.dkr.ecr.eu-west-3.amazonaws.com/app",
                      "imageTagMutability":"IMMUTABLE_WITH_EXCLUSION",
                      "imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"dev-*"}]}]}\
                    """)));
    var url = AWS.baseUrl();
    var connections = new Connections(Network.DIRECT);
    var runner =
        RunnerEnvironment.from(
            Map.of(
                "GITHUB_ACTIONS", "true",
                "ACTIONS_ID_TOKEN_REQUEST_URL", url + "/token?api-version=2",
                "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "request-token"));
    var oidc = new OidcEndpoint(runner, new UrlConnectionTransport(connections));
    var region = AwsRegion.parse("eu-west-3");
    var request =
        IdentityRequest.of(
            RoleArn.parse("arn:aws:iam::123456789012:role/ci", region, Optional.empty()),
            "octo-app-7",
            region);

    try (var clients = new AwsClients(connections, Map.of("AWS_ENDPOINT_URL", url));
        var identity =
            AwsIdentity.of(request, oidc::token, clients, InstantSource.system(), event -> {});
        var registry =
            new EcrRegistry(identity, clients, region, Optional.empty(), InstantSource.system())) {
      assertThat(identity.open().account().id()).isEqualTo("123456789012");
      assertThat(registry.login().credential().username()).isEqualTo("AWS");
      assertThat(registry.login().credential().password().reveal()).isEqualTo("password");
      var repository = registry.repository(new RepositoryPath("app"));
      assertThat(repository.uri()).hasToString("123456789012.dkr.ecr.eu-west-3.amazonaws.com/app");
      assertThat(repository.mutability())
          .isEqualTo(new TagMutability(false, java.util.List.of("dev-*")));
    }

    AWS.verify(
        1,
        getRequestedFor(urlPathEqualTo("/token"))
            .withQueryParam("audience", equalTo("sts.amazonaws.com"))
            .withHeader("Authorization", equalTo("Bearer request-token")));
    AWS.verify(
        1,
        postRequestedFor(urlPathEqualTo("/"))
            .withFormParam("Action", equalTo("AssumeRoleWithWebIdentity"))
            .withFormParam("RoleArn", equalTo("arn:aws:iam::123456789012:role/ci"))
            .withFormParam("RoleSessionName", equalTo("octo-app-7"))
            .withFormParam("WebIdentityToken", equalTo("ey.the.token"))
            .withFormParam("DurationSeconds", equalTo("3600")));
    AWS.verify(
        1,
        postRequestedFor(urlPathEqualTo("/"))
            .withHeader("X-Amz-Target", containing("GetAuthorizationToken"))
            .withHeader("X-Amz-Security-Token", equalTo("session")));
  }
}
