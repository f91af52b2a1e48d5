package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.testing.MovableClock;
import io.github.ecrpush.testing.PlainHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// What goes wrong on request.
class SandboxFaultsTest {

  @TempDir private Path data;
  private final MovableClock clock = new MovableClock();
  private @Nullable Sandbox sandbox;

  @AfterEach
  void end() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  private SandboxClient start(Duration offset, String... faults) {
    sandbox =
        Sandbox.start(
            SandboxSettings.in(data)
                .withRepositories("octo/app")
                .withTroubles(SandboxWords.faults(List.of(faults)), offset),
            clock);
    return new SandboxClient(sandbox);
  }

  private SandboxClient start(String... faults) {
    return start(Duration.ZERO, faults);
  }

  private static PlainHttp.Reply ecr(SandboxClient client, String operation) throws IOException {
    return PlainHttp.send(
        "POST",
        client.address() + "/",
        Map.of("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921." + operation),
        new byte[0]);
  }

  private static PlainHttp.Reply sts(SandboxClient client, String action) throws IOException {
    return PlainHttp.send(
        "POST",
        client.address() + "/",
        Map.of(),
        ("Action=" + action).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static PlainHttp.Reply get(SandboxClient client, String path) throws IOException {
    return PlainHttp.send("GET", client.address() + path, Map.of(), new byte[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throttle | 400 | ThrottlingException",
        "error | 500 | ServerException",
        "error,status=503 | 503 | ServerException",
        "expired | 400 | ExpiredTokenException",
        "limit | 400 | LimitExceededException",
        "kms | 400 | KmsException",
        "refuse,code=RegionDisabledException,status=403 | 403 | RegionDisabledException",
        "refuse,code=AccessDeniedException | 400 | AccessDeniedException",
        "refuse,code=ServerException | 500 | ServerException",
      })
  void speaks_as_ecr_does(String kind, int status, String code) throws IOException {
    var client = start("ecr:PutImage=" + kind);

    var reply = ecr(client, "PutImage");

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("x-amzn-ErrorType")).isEqualTo(code);
    assertThat(reply.text()).contains("\"__type\":\"" + code + "\"");
    assertThat(ecr(client, "ListImages").header("x-amzn-ErrorType"))
        .isEqualTo("MissingAuthenticationTokenException");
  }

  @Test
  void takes_the_token_for_expired_where_one_is_exchanged_and_the_session_elsewhere()
      throws IOException {
    var client = start("sts=expired");

    var exchange = sts(client, "AssumeRoleWithWebIdentity");
    var call = sts(client, "GetCallerIdentity");

    assertThat(exchange.status()).isEqualTo(400);
    assertThat(exchange.text()).contains("<Code>ExpiredTokenException</Code>", "Token expired");
    assertThat(call.status()).isEqualTo(403);
    assertThat(call.text()).contains("<Code>ExpiredToken</Code>");
  }

  @Test
  void speaks_as_each_service_does() throws IOException {
    var client =
        start(
            "sts:GetCallerIdentity=throttle",
            "registry=throttle,retry-after=7",
            "oidc=error,status=502",
            "layers=error");

    assertThat(sts(client, "GetCallerIdentity").text()).contains("<Code>Throttling</Code>");
    assertThat(get(client, "/v2/").status()).isEqualTo(429);
    assertThat(get(client, "/v2/").header("Retry-After")).isEqualTo("7");
    assertThat(get(client, "/v2/").text()).contains("TOOMANYREQUESTS");
    assertThat(get(client, "/oidc/token").status()).isEqualTo(502);
    assertThat(sts(client, "AssumeRole").text()).contains("MissingAuthenticationToken");
  }

  @Test
  void refuses_with_the_status_that_belongs_to_the_code() throws IOException {
    var client =
        start(
            "sts:GetCallerIdentity=refuse,code=AccessDenied",
            "sts:AssumeRole=refuse,code=MalformedPolicyDocument",
            "registry=refuse,code=DENIED",
            "layers=refuse,code=AccessDenied",
            "ecr=refuse,code=AccessDeniedException");

    assertThat(sts(client, "GetCallerIdentity").status()).isEqualTo(403);
    assertThat(sts(client, "AssumeRole").status()).isEqualTo(400);
    assertThat(get(client, "/v2/").status()).isEqualTo(403);
    assertThat(get(client, "/layers/x").status()).isEqualTo(403);
    assertThat(ecr(client, "PutImage").text()).doesNotContain("server-side");
  }

  @Test
  void knows_the_calls_of_every_service_by_name() throws IOException {
    var client = start();

    for (var action : List.of("AssumeRole", "AssumeRoleWithWebIdentity", "GetCallerIdentity")) {
      assertThat(sts(client, action).text()).doesNotContain("InvalidAction");
    }
    assertThat(sts(client, "GetNothing").text()).contains("InvalidAction");
  }

  @Test
  void hits_only_the_method_and_path_that_are_told() throws IOException {
    var client = start("registry:HEAD /v2/octo/*/manifests/*=error");

    assertThat(get(client, "/v2/octo/app/manifests/v1").status()).isEqualTo(401);
    assertThat(
            PlainHttp.send(
                    "HEAD", client.address() + "/v2/octo/app/manifests/v1", Map.of(), new byte[0])
                .status())
        .isEqualTo(500);
  }

  @Test
  void hits_as_often_as_it_is_told() throws IOException {
    var client = start("oidc=error,after=1,times=2");

    var statuses = new java.util.ArrayList<Integer>();
    for (int i = 0; i < 5; i++) {
      statuses.add(get(client, "/.well-known/jwks").status());
    }

    assertThat(statuses).containsExactly(200, 500, 500, 200, 200);
  }

  @Test
  void lets_so_many_a_second_through() throws IOException {
    var client = start("oidc=throttle,rate=2");
    var statuses = new java.util.ArrayList<Integer>();
    clock.setAhead(Duration.ofSeconds(1));
    for (int i = 0; i < 200; i++) {
      statuses.add(get(client, "/.well-known/jwks").status());
    }

    assertThat(statuses.subList(0, 2)).containsOnly(200);
    assertThat(statuses).contains(429);
  }

  @Test
  void cuts_the_connection() {
    var client = start("oidc:GET /oidc/*=reset");

    assertThatThrownBy(() -> get(client, "/oidc/token")).isInstanceOf(IOException.class);
  }

  @Test
  void sends_html_where_json_is_awaited() throws IOException {
    var reply = get(start("oidc=html"), "/.well-known/jwks");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("text/html");
    assertThat(reply.text()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void takes_its_time() throws IOException {
    var client = start("oidc=delay,seconds=0.3");
    long began = System.nanoTime();

    assertThat(get(client, "/.well-known/jwks").status()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void knows_new_credentials_only_after_some_time() throws IOException {
    var client = start("credentials=fresh,seconds=30");
    var session = client.session();

    try (var sts = client.sts(session)) {
      assertThatThrownBy(sts::getCallerIdentity)
          .isInstanceOfSatisfying(
              AwsServiceException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId"));
      clock.setAhead(Duration.ofSeconds(31));
      assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
    }
  }

  @Test
  void has_a_clock_of_its_own() throws IOException {
    var client = start(Duration.ofMinutes(10));

    var keys = client.assumeRole(client.idToken("sts.amazonaws.com")).credentials();

    assertThat(Duration.between(clock.instant(), keys.expiration()))
        .isBetween(Duration.ofMinutes(69), Duration.ofMinutes(70));
  }
}
