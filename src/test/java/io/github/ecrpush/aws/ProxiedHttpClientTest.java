package io.github.ecrpush.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.github.ecrpush.testing.ScriptedAws.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.failure.FailureText;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.testing.ConnectProxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

class ProxiedHttpClientTest {

  private static final RetryPolicy QUICK =
      new RetryPolicy(
          3, Duration.ofSeconds(5), new Backoff(Duration.ofMillis(2), Duration.ofMillis(20)));

  /// A proxy for addresses without TLS.
  @RegisterExtension
  static final WireMockExtension PROXY =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  @Test
  void names_a_proxy_that_nobody_listens_at() {
    var failure = failure(Map.of("HTTPS_PROXY", "http://user:hunter2@127.0.0.1:1"));

    assertThat(failure.explanation().id()).isEqualTo("network-proxy-silent");
    assertThat(FailureText.of(failure))
        .contains("`http://127.0.0.1:1`")
        .contains("STS in eu-west-3")
        .doesNotContain("hunter2");
  }

  @Test
  void takes_the_refusal_of_a_tunnel_for_the_proxys_and_for_final() throws Exception {
    try (var proxy = ConnectProxy.start("user:right")) {
      var failure = failure(Map.of("HTTPS_PROXY", "http://u:hunter2@127.0.0.1:" + proxy.port()));

      assertThat(failure.explanation().id()).isEqualTo("network-proxy-refused");
      assertThat(FailureText.of(failure)).contains("status 407").doesNotContain("hunter2");
      assertThat(proxy.requests()).filteredOn("refused"::equals).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void tells_a_proxy_that_does_not_reach_aws_and_asks_it_again() throws Exception {
    try (var proxy = ConnectProxy.start("")) {
      var failure =
          failure(
              Map.of(
                  "HTTPS_PROXY",
                  "http://127.0.0.1:" + proxy.port(),
                  "AWS_ENDPOINT_URL",
                  "https://sts.example:1"));

      assertThat(failure.explanation().id()).isEqualTo("network-proxy-failed");
      assertThat(proxy.requests()).hasSize(QUICK.tries());
    }
  }

  @Test
  void takes_the_refusal_without_a_tunnel_for_the_proxys_and_for_final() {
    PROXY.stubFor(any(anyUrl()).willReturn(status(407).withHeader("Proxy-Authenticate", "Basic")));

    var failure =
        failure(Map.of("HTTP_PROXY", PROXY.baseUrl(), "AWS_ENDPOINT_URL", "http://sts.example"));

    assertThat(failure.explanation().id()).isEqualTo("network-proxy-refused");
    PROXY.verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void gives_a_proxy_without_a_tunnel_its_password() throws Exception {
    PROXY.stubFor(any(anyUrl()).willReturn(caller("arn:aws:sts::123456789012:assumed-role/ci/x")));

    open(
        Map.of(
            "HTTP_PROXY",
            "http://user:hunter2@127.0.0.1:" + PROXY.getPort(),
            "AWS_ENDPOINT_URL",
            "http://sts.example"));

    PROXY.verify(
        1,
        anyRequestedFor(anyUrl())
            .withHeader("Proxy-Authorization", equalTo("Basic dXNlcjpodW50ZXIy")));
  }

  @Test
  void shows_no_value_that_fits_into_no_header() {
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create("http://127.0.0.1:1/"))
            .putHeader("X-Amz-Security-Token", "hunter2\nmore")
            .build();
    try (var http = new ProxiedHttpClient(new Connections(Network.DIRECT))) {
      assertThatThrownBy(
              () -> http.prepareRequest(HttpExecuteRequest.builder().request(request).build()))
          .hasMessageContaining("X-Amz-Security-Token")
          .hasMessageNotContaining("hunter2")
          .hasMessageNotContaining("more");
    }
  }

  private static Failure failure(Map<String, String> network) {
    return catchThrowableOfType(FailureException.class, () -> open(network)).failure();
  }

  private static void open(Map<String, String> network) throws Exception {
    var environment = new HashMap<>(network);
    environment.put("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    try (var clients =
            new AwsClients(new Connections(Network.from(environment)), environment, QUICK);
        var identity =
            AwsIdentity.of(
                IdentityRequest.ambient(new AwsRegion("eu-west-3")),
                audience -> {
                  throw new AssertionError("no role, no token");
                },
                clients,
                Instant::now,
                event -> {})) {
      identity.open();
    }
  }
}
