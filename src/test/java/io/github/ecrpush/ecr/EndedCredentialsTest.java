package io.github.ecrpush.ecr;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.github.ecrpush.testing.ScriptedAws.caller;
import static io.github.ecrpush.testing.ScriptedAws.ecr;
import static io.github.ecrpush.testing.ScriptedAws.ecrCalls;
import static io.github.ecrpush.testing.ScriptedAws.ecrError;
import static io.github.ecrpush.testing.ScriptedAws.sessions;
import static io.github.ecrpush.testing.ScriptedAws.sts;
import static io.github.ecrpush.testing.ScriptedAws.stsCalls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.aws.AwsIdentity;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.aws.RoleArn;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// AWS says in the middle of a run that credentials have ended, which by their own end are good.
class EndedCredentialsTest {

  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final Instant END = NOON.plusSeconds(3600);
  private static final AwsRegion PARIS = new AwsRegion("eu-west-3");
  private static final RepositoryPath APP = new RepositoryPath("app");
  private static final RoleArn CI = new RoleArn("aws", new AwsAccount("123456789012"), "ci");
  private static final String TOKEN = "AssumeRoleWithWebIdentity";

  @RegisterExtension
  static final WireMockExtension AWS =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  @Test
  void renews_a_role_and_asks_once_more() throws Exception {
    sessions(END, "ASIAFIRST", "ASIASECOND", "ASIATHIRD").forEach(AWS::stubFor);
    endedFor("ASIAFIRST");

    try (var run = run(byRole(), Map.of())) {
      assertThat(run.registry().images(APP, List.of(new Tag("one")))).isEmpty();
    }

    AWS.verify(2, stsCalls(TOKEN));
    AWS.verify(
        1,
        ecrCalls("BatchGetImage").withHeader("Authorization", containing("Credential=ASIASECOND")));
  }

  @Test
  void renews_once_for_calls_side_by_side() throws Exception {
    sessions(END, "ASIAFIRST", "ASIASECOND", "ASIATHIRD").forEach(AWS::stubFor);
    endedFor("ASIAFIRST");

    try (var run = run(byRole(), Map.of());
        var calls = new Parallel()) {
      for (var tag : List.of("one", "two", "three", "four")) {
        calls.run(tag, () -> run.registry().images(APP, List.of(new Tag(tag))));
      }
      calls.join();
    }

    AWS.verify(2, stsCalls(TOKEN));
  }

  @Test
  void gives_up_when_new_ones_have_ended_as_well() throws Exception {
    sessions(END, "ASIAFIRST", "ASIASECOND", "ASIATHIRD").forEach(AWS::stubFor);
    endedFor("ASIA");

    try (var run = run(byRole(), Map.of())) {
      assertThat(failure(run)).isEqualTo("ecr-credentials-refused");
    }

    AWS.verify(2, stsCalls(TOKEN));
    AWS.verify(2, ecrCalls("BatchGetImage"));
  }

  @Test
  void asks_once_with_keys_that_cannot_be_had_anew() throws Exception {
    endedFor("ASIAGIVEN");
    var keys =
        Map.of(
            "AWS_ACCESS_KEY_ID", "ASIAGIVEN",
            "AWS_SECRET_ACCESS_KEY", "s",
            "AWS_SESSION_TOKEN", "t");

    try (var run = run(IdentityRequest.ambient(PARIS), keys)) {
      assertThat(failure(run)).isEqualTo("ecr-credentials-refused");
    }

    AWS.verify(1, ecrCalls("BatchGetImage"));
  }

  @Test
  void looks_again_for_what_the_machine_offers() throws Exception {
    endedFor("ASIAFIRST");
    var place = "/v1/credentials";
    AWS.stubFor(
        get(place)
            .inScenario("machine")
            .whenScenarioStateIs(Scenario.STARTED)
            .willSetStateTo("later")
            .willReturn(okJson(keys("ASIAFIRST"))));
    AWS.stubFor(
        get(place)
            .inScenario("machine")
            .whenScenarioStateIs("later")
            .willReturn(okJson(keys("ASIASECOND"))));
    var machine = Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", AWS.baseUrl() + place);

    try (var run = run(IdentityRequest.ambient(PARIS), machine)) {
      assertThat(run.registry().images(APP, List.of(new Tag("one")))).isEmpty();
    }

    AWS.verify(2, ecrCalls("BatchGetImage"));
  }

  /// A registry and what has to be closed with it.
  private record Run(AwsClients clients, AwsIdentity identity, EcrRegistry registry)
      implements AutoCloseable {
    @Override
    public void close() {
      registry.close();
      identity.close();
      clients.close();
    }
  }

  private static Run run(IdentityRequest who, Map<String, String> more) {
    AWS.stubFor(sts("GetCallerIdentity").willReturn(caller("arn:aws:iam::123456789012:user/ci")));
    var environment = new HashMap<>(more);
    environment.put("AWS_ENDPOINT_URL", AWS.baseUrl());
    var clients = new AwsClients(new Connections(Network.DIRECT), environment);
    InstantSource clock = () -> NOON;
    var identity = AwsIdentity.of(who, _ -> new Secret("ey.a.b"), clients, clock, _ -> {});
    return new Run(
        clients, identity, new EcrRegistry(identity, clients, PARIS, Optional.empty(), clock));
  }

  private static IdentityRequest byRole() {
    return IdentityRequest.of(CI, "octo-app-7", PARIS);
  }

  private static String failure(Run run) {
    return catchThrowableOfType(
            FailureException.class, () -> run.registry().images(APP, List.of(new Tag("one"))))
        .failure()
        .explanation()
        .id();
  }

  /// Whoever asks with keys that begin so is refused, and everybody else is answered.
  private static void endedFor(String keys) {
    var answer = aResponse().withHeader("Content-Type", "application/x-amz-json-1.1");
    AWS.stubFor(ecr("BatchGetImage").willReturn(answer.withBody("{\"images\":[]}")));
    AWS.stubFor(
        ecr("BatchGetImage")
            .withHeader("Authorization", containing("Credential=" + keys))
            .willReturn(ecrError(400, "ExpiredTokenException", "The security token is expired")));
  }

  private static String keys(String id) {
    return "{\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\"%s\"}"
        .formatted(id, END);
  }
}
