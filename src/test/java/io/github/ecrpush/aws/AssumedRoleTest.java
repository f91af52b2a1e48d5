package io.github.ecrpush.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.github.ecrpush.testing.ScriptedAws.session;
import static io.github.ecrpush.testing.ScriptedAws.sts;
import static io.github.ecrpush.testing.ScriptedAws.stsCalls;
import static io.github.ecrpush.testing.ScriptedAws.stsError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.ecrpush.aws.IdentityRequest.Proof;
import io.github.ecrpush.aws.IdentityRequest.Roles;
import io.github.ecrpush.aws.IdentityRequest.Session;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.failure.FailureText;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class AssumedRoleTest {

  private static final String ACTION = "AssumeRoleWithWebIdentity";
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final AwsRegion PARIS = new AwsRegion("eu-west-3");

  @RegisterExtension
  static final WireMockExtension STS =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final AtomicInteger tokens = new AtomicInteger();
  private final AwsClients clients =
      new AwsClients(
          new Connections(Network.DIRECT), Map.of("AWS_ENDPOINT_URL_STS", STS.baseUrl()));

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void assumes_the_role_with_a_token_and_learns_the_account_from_the_answer() throws Exception {
    STS.stubFor(sts(ACTION).willReturn(session("ASIA1", NOON.plusSeconds(3600))));

    try (var identity = identity(request(List.of()))) {
      var caller = identity.open();

      assertThat(caller.account()).isEqualTo(new AwsAccount("123456789012"));
      assertThat(caller.arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/ci/octo-app-7");
      assertThat(caller.origin()).contains("arn:aws:iam::123456789012:role/ci");
      assertThat(identity.credentials().resolveCredentials().accessKeyId()).isEqualTo("ASIA1");
    }

    STS.verify(
        1,
        stsCalls(ACTION)
            .withFormParam("Version", equalTo("2011-06-15"))
            .withFormParam("RoleArn", equalTo("arn:aws:iam::123456789012:role/ci"))
            .withFormParam("RoleSessionName", equalTo("octo-app-7"))
            .withFormParam("DurationSeconds", equalTo("3600"))
            .withFormParam("WebIdentityToken", equalTo(token(1)))
            .withoutHeader("Authorization"));
  }

  @Test
  void says_that_an_answer_without_a_word_is_not_of_aws() {
    STS.stubFor(sts(ACTION).willReturn(aResponse().withStatus(404)));

    var failure = failure(request(List.of()));

    assertThat(failure.failure().explanation().id()).isEqualTo("network-answer-not-of-aws");
    assertThat(failure.failure().explanation().why()).contains(STS.baseUrl());
  }

  @Test
  void asks_nobody_before_somebody_needs_to_know() {
    try (var identity = identity(request(List.of()))) {
      assertThat(identity.region()).isEqualTo(PARIS);
    }

    assertThat(tokens).hasValue(0);
    STS.verify(0, stsCalls(ACTION));
  }

  @Test
  void asks_once_for_many_threads() throws Exception {
    STS.stubFor(
        sts(ACTION).willReturn(session("ASIA1", NOON.plusSeconds(3600)).withFixedDelay(100)));

    try (var identity = identity(request(List.of()))) {
      var callers =
          IntStream.range(0, 8)
              .mapToObj(i -> {
                var caller = new CompletableFuture<AwsCaller>();
                Thread.ofPlatform()
                    .start(() -> {
                      try {
                        caller.complete(identity.open());
                      } catch (Throwable e) {
                        caller.completeExceptionally(e);
                      }
                    });
                return caller;
              })
              .toList();

      assertThat(callers).extracting(CompletableFuture::join).containsOnly(identity.open());
    }

    STS.verify(1, stsCalls(ACTION));
  }

  @Test
  void renews_with_a_fresh_token_when_the_end_is_near() {
    var first = NOON.plusSeconds(3600);
    STS.stubFor(once("renewal", session("ASIA1", first)));
    STS.stubFor(then("renewal", session("ASIA2", first.plusSeconds(3600))));

    try (var identity = identity(request(List.of()))) {
      assertThat(keyId(identity)).isEqualTo("ASIA1");
      now.set(first.minusSeconds(301));
      assertThat(keyId(identity)).isEqualTo("ASIA1");
      now.set(first.minusSeconds(299));
      assertThat(keyId(identity)).isEqualTo("ASIA2");
    }

    STS.verify(1, stsCalls(ACTION).withFormParam("WebIdentityToken", equalTo(token(1))));
    STS.verify(1, stsCalls(ACTION).withFormParam("WebIdentityToken", equalTo(token(2))));
  }

  @Test
  void keeps_what_it_has_while_it_is_good_when_renewal_fails() {
    var end = NOON.plusSeconds(3600);
    STS.stubFor(once("keeping", session("ASIA1", end)));
    STS.stubFor(then("keeping", stsError(400, "ValidationError", "no")));

    try (var identity = identity(request(List.of()))) {
      keyId(identity);
      now.set(end.minusSeconds(200));
      assertThat(keyId(identity)).isEqualTo("ASIA1");
      now.set(end.minusSeconds(30));
      assertThat(catchThrowableOfType(FailureException.class, () -> keyId(identity))).isNotNull();
    }
  }

  @Test
  void tells_a_refused_trust_policy_at_once_with_what_the_token_says() {
    STS.stubFor(sts(ACTION).willReturn(refusal()));

    var begin = System.nanoTime();
    var failure = failure(request(List.of()));
    var took = Duration.ofNanos(System.nanoTime() - begin);

    assertThat(failure.failure().explanation().why())
        .contains("sub                  repo:octo/app:ref:refs/heads/main");
    assertThat(took).isLessThan(Duration.ofSeconds(1));
    STS.verify(1, stsCalls(ACTION));
    assertThat(tokens).hasValue(1);
  }

  @Test
  void says_which_condition_of_a_given_trust_policy_refuses_the_job() {
    STS.stubFor(sts(ACTION).willReturn(refusal()));
    var policy = policy("repo:octo/app:ref:refs/heads/release");

    var failure =
        failure(
            request(
                new Proof(
                    "sts.amazonaws.com", Optional.empty(), Optional.of(policy), Optional.empty()),
                List.of()));

    assertThat(failure.failure().explanation().id()).isEqualTo("sts-trust-condition");
    assertThat(failure.failure().explanation().why())
        .contains("wanted      \"repo:octo/app:ref:refs/heads/release\"")
        .contains("but it is   \"repo:octo/app:ref:refs/heads/main\"");
  }

  private static ResponseDefinitionBuilder refusal() {
    return stsError(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }

  private static PolicyDocument policy(String subject) {
    return PolicyDocument.parse(
        Json.parse(
            """
            {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
              "Principal": {"Federated":
                "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
              "Condition": {"StringEquals":
                {"token.actions.githubusercontent.com:sub": "%s"}}}}
            """
                .formatted(subject)));
  }

  @Test
  void fails_alike_later_without_asking_again() {
    STS.stubFor(sts(ACTION).willReturn(stsError(400, "ValidationError", "no")));

    try (var identity = identity(request(List.of()))) {
      var first = catchThrowableOfType(FailureException.class, identity::open);
      var second = catchThrowableOfType(FailureException.class, identity::open);

      assertThat(second).isSameAs(first);
    }
    STS.verify(1, stsCalls(ACTION));
  }

  @Test
  void tries_a_fresh_token_when_one_is_too_old() throws Exception {
    STS.stubFor(once("old", stsError(400, "ExpiredTokenException", "old")));
    STS.stubFor(then("old", session("ASIA1", NOON.plusSeconds(3600))));

    try (var identity = identity(request(List.of()))) {
      identity.open();
    }

    STS.verify(1, stsCalls(ACTION).withFormParam("WebIdentityToken", equalTo(token(2))));
  }

  @Test
  void asks_again_when_sts_is_busy_or_breaks_off() throws Exception {
    STS.stubFor(once("busy", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    STS.stubFor(then("busy", session("ASIA1", NOON.plusSeconds(3600))));

    try (var identity = identity(request(List.of()))) {
      assertThat(identity.open().account().id()).isEqualTo("123456789012");
    }
  }

  @Test
  void says_that_sts_is_away_when_it_stays_away() {
    STS.stubFor(sts(ACTION).willReturn(stsError(503, "ServiceUnavailable", "away")));

    assertThat(failure(request(List.of())).failure().explanation().id())
        .isEqualTo("sts-unavailable");
  }

  @Test
  void makes_no_credentials_of_an_answer_without_them() {
    STS.stubFor(
        sts(ACTION)
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "text/xml")
                    .withBody("<AssumeRoleWithWebIdentityResponse/>")));

    assertThat(failure(request(List.of())).failure().explanation().id())
        .isEqualTo("sts-answer-unreadable");
  }

  @Test
  void does_not_ask_for_a_role_in_an_account_that_is_not_allowed() {
    var failure = failure(request(List.of(new AwsAccount("210987654321"))));

    assertThat(failure.failure().explanation().id()).isEqualTo("aws-account-not-allowed");
    assertThat(tokens).hasValue(0);
    STS.verify(0, stsCalls(ACTION));
  }

  @Test
  void tells_a_missing_permission_as_what_it_is() {
    var missing =
        new FailureException(new Failure.Refused(new Explanation("from-github", "a", "b", "c")));

    try (var identity =
        AwsIdentity.of(
            request(List.of()),
            audience -> {
              throw missing;
            },
            clients,
            now::get,
            event -> {})) {
      assertThat(catchThrowableOfType(FailureException.class, identity::open)).isSameAs(missing);
    }
  }

  @Test
  @Timeout(20)
  void ends_when_its_thread_is_interrupted_while_sts_is_silent() throws Exception {
    STS.stubFor(
        sts(ACTION).willReturn(session("ASIA1", NOON.plusSeconds(3600)).withFixedDelay(15_000)));
    var ended = new CompletableFuture<Throwable>();

    try (var identity = identity(request(List.of()))) {
      var thread =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  identity.open();
                } catch (Throwable e) {
                  ended.complete(e);
                }
              });
      while (STS.findAll(stsCalls(ACTION)).isEmpty() && thread.isAlive()) {
        Thread.sleep(20);
      }
      var interrupted = Instant.now();
      thread.interrupt();

      assertThat(ended.join()).isInstanceOf(InterruptedException.class);
      assertThat(Duration.between(interrupted, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void never_tells_a_token_or_a_key() {
    STS.stubFor(
        sts(ACTION).willReturn(stsError(400, "InvalidIdentityToken", "Incorrect token audience")));

    var failure = failure(request(List.of()));
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));

    assertThat(trace + FailureText.of(failure.failure()))
        .doesNotContain(token(1))
        .doesNotContain("signature-");
  }

  private FailureException failure(IdentityRequest request) {
    try (var identity = identity(request)) {
      return catchThrowableOfType(FailureException.class, identity::open);
    }
  }

  private static String keyId(AwsIdentity identity) {
    return identity.credentials().resolveCredentials().accessKeyId();
  }

  private AwsIdentity identity(IdentityRequest request) {
    InstantSource clock = now::get;
    return AwsIdentity.of(
        request,
        audience -> new Secret(token(tokens.incrementAndGet())),
        clients,
        clock,
        event -> {});
  }

  private static IdentityRequest request(List<AwsAccount> allowed) {
    return request(Proof.gitHub("sts.amazonaws.com"), allowed);
  }

  private static IdentityRequest request(Proof proof, List<AwsAccount> allowed) {
    var role = new RoleArn("aws", new AwsAccount("123456789012"), "ci");
    return new IdentityRequest(
        new Roles(Optional.of(role), List.of(), false),
        Session.named("octo-app-7"),
        proof,
        PARIS,
        allowed);
  }

  private static String token(int number) {
    var claims =
        """
        {"iss":"https://token.actions.githubusercontent.com","aud":"sts.amazonaws.com",
         "sub":"repo:octo/app:ref:refs/heads/main"}\
        """;
    return "e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".signature-"
        + number;
  }

  private static MappingBuilder once(String scenario, ResponseDefinitionBuilder answer) {
    return sts(ACTION)
        .inScenario(scenario)
        .whenScenarioStateIs(Scenario.STARTED)
        .willReturn(answer)
        .willSetStateTo("then");
  }

  private static MappingBuilder then(String scenario, ResponseDefinitionBuilder answer) {
    return sts(ACTION).inScenario(scenario).whenScenarioStateIs("then").willReturn(answer);
  }
}
