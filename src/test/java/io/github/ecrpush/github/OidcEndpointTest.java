package io.github.ecrpush.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.failure.FailureText;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.http.RetryingTransport;
import io.github.ecrpush.http.UrlConnectionTransport;
import io.github.ecrpush.testing.ConnectProxy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcEndpointTest {

  private static final String REQUEST_TOKEN = "hunter2";

  @RegisterExtension
  static final WireMockExtension GITHUB =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  @Test
  void asks_for_a_token_with_the_audience_behind_the_query_that_is_there() throws Exception {
    GITHUB.stubFor(token(okJson("{\"count\":1,\"value\":\"ey.a.b\"}")));

    assertThat(endpoint().token("sts.amazonaws.com.cn/é &").reveal()).isEqualTo("ey.a.b");

    GITHUB.verify(
        1,
        getRequestedFor(urlPathEqualTo("/token"))
            .withQueryParam("api-version", equalTo("2.0"))
            .withQueryParam("audience", equalTo("sts.amazonaws.com.cn/é &"))
            .withHeader("Authorization", equalTo("Bearer " + REQUEST_TOKEN)));
  }

  @Test
  void asks_anew_each_time() throws Exception {
    GITHUB.stubFor(token(okJson("{\"value\":\"ey.a.b\"}")));
    var endpoint = endpoint();

    endpoint.token("a");
    endpoint.token("a");

    GITHUB.verify(2, getRequestedFor(urlPathEqualTo("/token")));
  }

  @Test
  void asks_again_when_github_is_busy_or_breaks_off() throws Exception {
    GITHUB.stubFor(
        token(status(429).withHeader("Retry-After", "0")).inScenario("s").willSetStateTo("b"));
    GITHUB.stubFor(token(status(503)).inScenario("s").whenScenarioStateIs("b").willSetStateTo("c"));
    GITHUB.stubFor(
        token(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
            .inScenario("s")
            .whenScenarioStateIs("c")
            .willSetStateTo("d"));
    GITHUB.stubFor(
        token(okJson("{\"value\":\"ey.a.b\"}")).inScenario("s").whenScenarioStateIs("d"));

    assertThat(endpoint().token("a").reveal()).isEqualTo("ey.a.b");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404})
  void takes_a_refusal_for_final(int status) {
    GITHUB.stubFor(token(status(status)));

    assertThat(failureId()).isEqualTo("oidc-endpoint-refused");
    GITHUB.verify(1, getRequestedFor(urlPathEqualTo("/token")));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void gives_up_on_a_server_that_stays_away(int status) {
    GITHUB.stubFor(token(status(status)));

    assertThat(failureId()).isEqualTo("oidc-endpoint-unavailable");
    GITHUB.verify(4, getRequestedFor(urlPathEqualTo("/token")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"value\":\"\"}", "{\"value\":7}", "<html>", "[", "null"})
  void makes_no_token_of_something_else(String body) {
    GITHUB.stubFor(token(ok(body)));

    assertThat(failureId()).isEqualTo("oidc-answer-unreadable");
  }

  @Test
  void reads_no_endless_answer() {
    GITHUB.stubFor(token(ok("{\"value\":\"" + "x".repeat(100_000) + "\"}")));

    assertThat(failureId()).isEqualTo("oidc-answer-unreadable");
  }

  @Test
  void follows_no_redirect_with_its_bearer() {
    GITHUB.stubFor(token(status(302).withHeader("Location", "/elsewhere")));

    assertThat(failureId()).isEqualTo("oidc-endpoint-refused");
  }

  @Test
  void says_why_there_is_no_endpoint() {
    assertThat(idWith(Map.of("GITHUB_ACTIONS", "true"))).isEqualTo("oidc-permission-missing");
    assertThat(idWith(Map.of("GITHUB_ACTIONS", "true", "GITHUB_ACTOR", "dependabot[bot]")))
        .isEqualTo("oidc-dependabot-pull-request");
    assertThat(idWith(Map.of())).isEqualTo("oidc-not-on-github");
  }

  @ParameterizedTest
  @ValueSource(strings = {"not an address", "nonsense", "http://127.0.0.1:99999/x?y=1", "file:/x"})
  void says_that_the_address_is_none(String address) {
    assertThat(
            idWith(
                Map.of(
                    "GITHUB_ACTIONS", "true",
                    "ACTIONS_ID_TOKEN_REQUEST_URL", address,
                    "ACTIONS_ID_TOKEN_REQUEST_TOKEN", REQUEST_TOKEN)))
        .isEqualTo("oidc-address-unreadable");
  }

  @Test
  void never_tells_the_request_token_or_the_query() {
    GITHUB.stubFor(token(status(403).withBody("you sent " + REQUEST_TOKEN)));

    var failure = failure();
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));

    assertThat(trace + FailureText.of(failure.failure()))
        .doesNotContain(REQUEST_TOKEN)
        .doesNotContain("2.0");
  }

  @Test
  void takes_the_refusal_of_a_proxy_for_final() throws Exception {
    try (var proxy = ConnectProxy.start("user:right")) {
      var failure =
          failureThrough("https://token.example/x", "user:hunter2@127.0.0.1:" + proxy.port());

      assertThat(failure.explanation().id()).isEqualTo("network-proxy-refused");
      assertThat(FailureText.of(failure)).contains("token.example").doesNotContain("hunter2");
      assertThat(proxy.requests()).filteredOn("refused"::equals).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void takes_the_refusal_of_a_proxy_without_a_tunnel_for_its_own() {
    GITHUB.stubFor(any(anyUrl()).willReturn(status(407).withHeader("Proxy-Authenticate", "Basic")));

    var failure = failureThrough("http://token.example/x", "127.0.0.1:" + GITHUB.getPort());

    assertThat(failure.explanation().id()).isEqualTo("network-proxy-refused");
    GITHUB.verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void names_a_proxy_that_nobody_listens_at() {
    var failure = failureThrough("https://token.example/x", "user:hunter2@127.0.0.1:1");

    assertThat(failure.explanation().id()).isEqualTo("network-proxy-silent");
    assertThat(FailureText.of(failure)).contains("127.0.0.1:1").doesNotContain("hunter2");
  }

  private static Failure failureThrough(String address, String proxy) {
    var network =
        Network.from(Map.of("HTTPS_PROXY", "http://" + proxy, "HTTP_PROXY", "http://" + proxy));
    var job =
        Map.of(
            "GITHUB_ACTIONS", "true",
            "ACTIONS_ID_TOKEN_REQUEST_URL", address,
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN", REQUEST_TOKEN);
    return catchThrowableOfType(FailureException.class, () -> endpoint(job, network).token("a"))
        .failure();
  }

  private static String failureId() {
    return failure().failure().explanation().id();
  }

  private static FailureException failure() {
    return catchThrowableOfType(FailureException.class, () -> endpoint().token("a"));
  }

  private static String idWith(Map<String, String> environment) {
    return catchThrowableOfType(FailureException.class, () -> endpoint(environment).token("a"))
        .failure()
        .explanation()
        .id();
  }

  private static OidcEndpoint endpoint() {
    return endpoint(
        Map.of(
            "GITHUB_ACTIONS",
            "true",
            "ACTIONS_ID_TOKEN_REQUEST_URL",
            GITHUB.baseUrl() + "/token?api-version=2.0",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
            REQUEST_TOKEN));
  }

  private static OidcEndpoint endpoint(Map<String, String> environment) {
    return endpoint(environment, Network.DIRECT);
  }

  private static OidcEndpoint endpoint(Map<String, String> environment, Network network) {
    return new OidcEndpoint(
        RunnerEnvironment.from(environment),
        new RetryingTransport(
            new UrlConnectionTransport(new Connections(network)),
            new RetryPolicy(
                4,
                Duration.ofSeconds(10),
                new Backoff(Duration.ofMillis(2), Duration.ofMillis(10)))));
  }

  private static MappingBuilder token(ResponseDefinitionBuilder answer) {
    return get(urlPathEqualTo("/token")).willReturn(answer);
  }
}
