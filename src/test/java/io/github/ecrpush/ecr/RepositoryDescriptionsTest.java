package io.github.ecrpush.ecr;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.github.ecrpush.testing.ScriptedAws.caller;
import static io.github.ecrpush.testing.ScriptedAws.ecr;
import static io.github.ecrpush.testing.ScriptedAws.ecrCalls;
import static io.github.ecrpush.testing.ScriptedAws.ecrError;
import static io.github.ecrpush.testing.ScriptedAws.sts;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.aws.AwsIdentity;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.image.RepositoryPath;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepositoryDescriptionsTest {

  private static final AwsRegion PARIS = new AwsRegion("eu-west-3");
  private static final String CALL = "DescribeRepositories";

  @RegisterExtension
  static final WireMockExtension AWS =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private final AwsClients clients =
      new AwsClients(
          new Connections(Network.DIRECT),
          Map.of(
              "AWS_ENDPOINT_URL", AWS.baseUrl(),
              "AWS_ACCESS_KEY_ID", "ASIAEXAMPLE",
              "AWS_SECRET_ACCESS_KEY", "hunter2",
              "AWS_SESSION_TOKEN", "session"),
          new RetryPolicy(
              2, Duration.ofMillis(500), new Backoff(Duration.ofMillis(2), Duration.ofMillis(20))));
  private final AwsIdentity identity =
      AwsIdentity.of(
          IdentityRequest.ambient(PARIS),
          audience -> {
            throw new AssertionError("no role, no token");
          },
          clients,
          InstantSource.system(),
          event -> {});
  private final EcrRegistry registry =
      new EcrRegistry(identity, clients, PARIS, Optional.empty(), InstantSource.system());

  @BeforeEach
  void know_the_caller() {
    AWS.stubFor(
        sts("GetCallerIdentity").willReturn(caller("arn:aws:sts::123456789012:assumed-role/ci/x")));
  }

  @AfterEach
  void close() {
    registry.close();
    identity.close();
    clients.close();
  }

  @Test
  void asks_at_once_for_all_that_are_expected() throws Exception {
    answer(found("web", "api", "cron"), "api", "web", "cron");
    expect("api", "web", "cron");

    assertThat(uri("api")).endsWith("/api");
    assertThat(uri("web")).endsWith("/web");
    assertThat(uri("cron")).endsWith("/cron");
    AWS.verify(1, ecrCalls(CALL));
  }

  @Test
  void asks_anew_at_a_second_look() throws Exception {
    answer(found("api", "web"), "api", "web");
    answer(found("api"), "api");
    expect("api", "web");

    uri("api");
    uri("api");

    AWS.verify(1, ecrCalls(CALL).withRequestBody(naming("api")));
  }

  @Test
  void asks_for_one_alone_that_nobody_expected() throws Exception {
    answer(found("docs"), "docs");
    expect("api", "web");

    assertThat(uri("docs")).endsWith("/docs");
  }

  @Test
  void finds_each_by_itself_when_one_is_not_there() throws Exception {
    var missing = ecrError(400, "RepositoryNotFoundException", "web is not there");
    answer(missing, "api", "web");
    answer(found("api"), "api");
    answer(missing, "web");
    expect("api", "web");

    assertThat(uri("api")).endsWith("/api");
    assertThat(failure("web")).isEqualTo("repository-missing");
    AWS.verify(3, ecrCalls(CALL));
  }

  @Test
  void finds_each_by_itself_when_one_is_not_for_us_to_look_at() throws Exception {
    var denied =
        ecrError(
            400,
            "AccessDeniedException",
            "User: arn:aws:sts::123456789012:assumed-role/ci/x is not authorized to perform:"
                + " ecr:DescribeRepositories on resource:"
                + " arn:aws:ecr:eu-west-3:123456789012:repository/api because no identity-based"
                + " policy allows the ecr:DescribeRepositories action");
    answer(denied, "api", "web");
    answer(denied, "api");
    answer(found("web"), "web");
    expect("api", "web");

    assertThat(failure("api")).isEqualTo("ecr-access-denied");
    assertThat(uri("web")).endsWith("/web");
    AWS.verify(3, ecrCalls(CALL));
  }

  @Test
  void tells_of_other_trouble_without_asking_once_more() throws Exception {
    answer(ecrError(503, "ServiceUnavailable", "busy"), "api", "web");
    answer(found("web"), "web");
    expect("api", "web");

    assertThat(failure("api")).isEqualTo("ecr-unavailable");
    assertThat(uri("web")).endsWith("/web");
    AWS.verify(0, ecrCalls(CALL).withRequestBody(naming("api")));
  }

  @Test
  void puts_no_more_into_a_question_than_ecr_takes() throws Exception {
    var names = IntStream.range(0, 150).mapToObj("r%03d"::formatted).toArray(String[]::new);
    var first = Arrays.copyOfRange(names, 0, 100);
    var second = Arrays.copyOfRange(names, 100, 150);
    answer(found(first), first);
    answer(found(second), second);
    expect(names);

    for (var name : names) {
      assertThat(uri(name)).endsWith("/" + name);
    }
    AWS.verify(2, ecrCalls(CALL));
  }

  private void expect(String... names) {
    for (var name : names) {
      registry.expect(new RepositoryPath(name));
    }
  }

  private String uri(String name) throws InterruptedException {
    return registry.repository(new RepositoryPath(name)).uri().toString();
  }

  private String failure(String name) {
    return catchThrowableOfType(FailureException.class, () -> uri(name))
        .failure()
        .explanation()
        .id();
  }

  private static void answer(ResponseDefinitionBuilder answer, String... names) {
    AWS.stubFor(ecr(CALL).withRequestBody(naming(names)).willReturn(answer));
  }

  private static StringValuePattern naming(String... names) {
    return equalToJson("{\"repositoryNames\":[%s]}".formatted(each("\"%s\"", names)));
  }

  private static ResponseDefinitionBuilder found(String... names) {
    var one =
        """
        {"repositoryName":"%1$s","registryId":"123456789012",
        "repositoryArn":"arn:aws:ecr:eu-west-3:123456789012:repository/%1$s",
        "repositoryUri":"123456789012.dkr.ecr.eu-west-3.amazonaws.com/%1$s"}
        """;
    return okJson("{\"repositories\":[%s]}".formatted(each(one, names)));
  }

  private static String each(String template, String... names) {
    return List.of(names).stream().map(template::formatted).collect(joining(","));
  }
}
