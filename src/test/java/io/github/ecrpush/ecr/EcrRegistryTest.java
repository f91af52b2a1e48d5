package io.github.ecrpush.ecr;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.moreThan;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.github.ecrpush.testing.ScriptedAws.caller;
import static io.github.ecrpush.testing.ScriptedAws.ecr;
import static io.github.ecrpush.testing.ScriptedAws.ecrCalls;
import static io.github.ecrpush.testing.ScriptedAws.ecrError;
import static io.github.ecrpush.testing.ScriptedAws.session;
import static io.github.ecrpush.testing.ScriptedAws.sts;
import static io.github.ecrpush.testing.ScriptedAws.stsError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.aws.AwsIdentity;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.aws.RoleArn;
import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.http.UrlConnectionTransport;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcrRegistryTest {

  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final AwsRegion PARIS = new AwsRegion("eu-west-3");
  private static final RepositoryPath APP = new RepositoryPath("app");
  private static final String MANIFEST =
      "{\"config\":{\"digest\":\"sha256:" + "c".repeat(64) + "\"}}";

  @RegisterExtension
  static final WireMockExtension AWS =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Connections connections = new Connections(Network.DIRECT);
  private final AwsClients clients =
      new AwsClients(
          connections,
          Map.of(
              "AWS_ENDPOINT_URL", AWS.baseUrl(),
              "AWS_ACCESS_KEY_ID", "ASIAEXAMPLE",
              "AWS_SECRET_ACCESS_KEY", "hunter2",
              "AWS_SESSION_TOKEN", "session"),
          new RetryPolicy(
              3, Duration.ofMillis(500), new Backoff(Duration.ofMillis(2), Duration.ofMillis(20))));
  private final AwsIdentity identity =
      AwsIdentity.of(
          IdentityRequest.ambient(PARIS),
          audience -> {
            throw new AssertionError("no role, no token");
          },
          clients,
          now::get,
          event -> {});
  private final EcrRegistry registry = registry(Optional.empty());

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
  void signs_its_questions_for_the_region() throws Exception {
    AWS.stubFor(ecr("GetAuthorizationToken").willReturn(login("password", 3600)));

    registry.login();

    AWS.verify(
        ecrCalls("GetAuthorizationToken")
            .withHeader("Authorization", containing("/eu-west-3/ecr/aws4_request"))
            .withRequestBody(equalToJson("{}")));
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 403, 404})
  void says_that_an_answer_without_a_word_is_not_of_aws(int status) {
    AWS.stubFor(ecr("GetAuthorizationToken").willReturn(status(status)));

    var failure = catchThrowableOfType(FailureException.class, registry::login);

    assertThat(failure.failure().explanation().id()).isEqualTo("network-answer-not-of-aws");
    assertThat(failure.failure().explanation().why())
        .contains(AWS.baseUrl())
        .contains("status " + status);
  }

  @Test
  void asks_for_a_login_once_and_again_near_its_end() throws Exception {
    AWS.stubFor(ecr("GetAuthorizationToken").willReturn(login("password", 43_200)));

    registry.login();
    now.set(NOON.plusSeconds(43_200 - 601));
    registry.login();
    AWS.verify(1, ecrCalls("GetAuthorizationToken"));

    now.set(NOON.plusSeconds(43_200 - 599));
    registry.login();
    AWS.verify(2, ecrCalls("GetAuthorizationToken"));
  }

  @Test
  void gets_one_new_login_for_all_that_were_refused() throws Exception {
    AWS.stubFor(first("GetAuthorizationToken", login("one", 43_200)));
    AWS.stubFor(second("GetAuthorizationToken", login("two", 43_200)));
    var refused = registry.login();

    assertThat(registry.renew(refused).credential().password().reveal()).isEqualTo("two");
    assertThat(registry.renew(refused).credential().password().reveal()).isEqualTo("two");
    AWS.verify(2, ecrCalls("GetAuthorizationToken"));
  }

  @Test
  void never_prints_its_password() throws Exception {
    AWS.stubFor(ecr("GetAuthorizationToken").willReturn(login("hunter2", 3600)));

    assertThat(registry.login().toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"authorizationData\":[]}",
        "{\"authorizationData\":[{}]}",
        "{\"authorizationData\":[{\"authorizationToken\":\"%%\",\"expiresAt\":1,"
            + "\"proxyEndpoint\":\"https://h\"}]}",
        "{\"authorizationData\":[{\"authorizationToken\":\"aHVudGVyMg==\",\"expiresAt\":1,"
            + "\"proxyEndpoint\":\"https://h\"}]}",
        "{\"authorizationData\":[{\"authorizationToken\":\"QVdTOmE=\",\"expiresAt\":1,"
            + "\"proxyEndpoint\":\"not an address\"}]}"
      })
  void makes_no_login_of_something_else(String answer) {
    AWS.stubFor(ecr("GetAuthorizationToken").willReturn(okJson(answer)));

    assertThat(id(registry::login)).isEqualTo("ecr-answer-unreadable");
  }

  @Test
  void describes_a_repository_as_ecr_answers_it() throws Exception {
    AWS.stubFor(ecr("DescribeRepositories").willReturn(repository("210987654321")));

    var state = registry(Optional.of(new AwsAccount("210987654321"))).repository(APP);

    assertThat(state.uri()).hasToString("210987654321.dkr.ecr.eu-west-3.amazonaws.com/app");
    assertThat(state.arn()).isEqualTo("arn:aws:ecr:eu-west-3:210987654321:repository/app");
    assertThat(state.account()).isEqualTo(new AwsAccount("210987654321"));
    assertThat(state.region()).isEqualTo(PARIS);
    assertThat(state.mutability()).isEqualTo(new TagMutability(true, List.of("v*")));
    AWS.verify(
        ecrCalls("DescribeRepositories")
            .withRequestBody(
                equalToJson("{\"repositoryNames\":[\"app\"],\"registryId\":\"210987654321\"}")));
  }

  @Test
  void says_that_a_repository_is_missing_and_in_which_account() {
    AWS.stubFor(
        ecr("DescribeRepositories").willReturn(ecrError(400, "RepositoryNotFoundException", "no")));

    var failure = catchThrowableOfType(FailureException.class, () -> registry.repository(APP));

    assertThat(failure.failure().explanation().id()).isEqualTo("repository-missing");
    assertThat(failure.failure().explanation().why()).contains("123456789012");
  }

  @Test
  void says_which_permission_is_missing() {
    AWS.stubFor(
        ecr("DescribeRepositories")
            .willReturn(
                ecrError(
                    400,
                    "AccessDeniedException",
                    "User: arn:aws:sts::123456789012:assumed-role/ci/x is not authorized to"
                        + " perform: ecr:DescribeRepositories on resource:"
                        + " arn:aws:ecr:eu-west-3:123456789012:repository/app because x")));

    var failure = catchThrowableOfType(FailureException.class, () -> registry.repository(APP));

    assertThat(failure.failure().explanation().fix())
        .contains(
            "\"ecr:DescribeRepositories\"",
            "\"arn:aws:ecr:eu-west-3:123456789012:repository/app\"");
  }

  @Test
  void asks_again_when_ecr_is_busy_or_breaks_off() throws Exception {
    AWS.stubFor(
        first("DescribeRepositories", ecrError(400, "ThrottlingException", "Rate exceeded")));
    AWS.stubFor(
        ecr("DescribeRepositories")
            .inScenario("DescribeRepositories")
            .whenScenarioStateIs("second")
            .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
            .willSetStateTo("third"));
    AWS.stubFor(
        ecr("DescribeRepositories")
            .inScenario("DescribeRepositories")
            .whenScenarioStateIs("third")
            .willReturn(repository("123456789012")));

    assertThat(registry.repository(APP).account().id()).isEqualTo("123456789012");
  }

  @Test
  void says_that_ecr_is_busy_when_it_stays_busy() {
    AWS.stubFor(
        ecr("DescribeRepositories").willReturn(ecrError(400, "ThrottlingException", "slow down")));

    assertThat(id(() -> registry.repository(APP))).isEqualTo("ecr-throttled");
    AWS.verify(moreThan(10), ecrCalls("DescribeRepositories"));
  }

  @Test
  void tells_that_we_are_nobody_before_it_asks_ecr() {
    AWS.stubFor(sts("GetCallerIdentity").willReturn(stsError(403, "InvalidClientTokenId", "no")));

    assertThat(id(registry::login)).isEqualTo("aws-credentials-refused");
    AWS.verify(0, ecrCalls("GetAuthorizationToken"));
  }

  @Test
  void tells_a_renewal_that_failed_as_what_it_is() throws Exception {
    var action = "AssumeRoleWithWebIdentity";
    AWS.stubFor(sts(action).willReturn(session("ASIA1", NOON.plusSeconds(3600))));
    AWS.stubFor(ecr("DescribeRepositories").willReturn(repository("123456789012")));
    var role = new RoleArn("aws", new AwsAccount("123456789012"), "ci");

    try (var assumed =
            AwsIdentity.of(
                IdentityRequest.of(role, "octo-app-7", PARIS),
                audience -> new Secret("ey.a.b"),
                clients,
                now::get,
                event -> {});
        var there = new EcrRegistry(assumed, clients, PARIS, Optional.empty(), now::get)) {
      there.repository(APP);
      AWS.stubFor(sts(action).willReturn(stsError(400, "ValidationError", "no longer")));
      now.set(NOON.plusSeconds(3599));

      assertThat(id(() -> there.repository(APP))).isEqualTo("sts-request-refused");
    }
  }

  @Test
  void reads_what_tags_point_to() throws Exception {
    AWS.stubFor(ecr("BatchGetImage").willReturn(images(image("one", MANIFEST, digest(MANIFEST)))));

    var images = registry.images(APP, List.of(new Tag("one"), new Tag("two")));

    assertThat(images).containsOnlyKeys(new Tag("one"));
    assertThat(images.values())
        .extracting(manifest -> manifest.digest().toString())
        .containsExactly(digest(MANIFEST));
    AWS.verify(
        ecrCalls("BatchGetImage")
            .withRequestBody(matchingJsonPath("$.imageIds[1].imageTag"))
            .withRequestBody(containing(MediaType.DOCKER_LIST.value())));
  }

  @Test
  void asks_for_a_hundred_tags_at_a_time() throws Exception {
    AWS.stubFor(ecr("BatchGetImage").willReturn(images("")));

    var tags = IntStream.range(0, 201).mapToObj(i -> new Tag("t" + i)).toList();

    assertThat(registry.images(APP, tags)).isEmpty();
    assertThat(registry.images(APP, List.of())).isEmpty();
    AWS.verify(3, ecrCalls("BatchGetImage"));
  }

  @Test
  void trusts_no_manifest_with_another_digest() {
    AWS.stubFor(ecr("BatchGetImage").willReturn(images(image("one", MANIFEST, digest("other")))));

    assertThat(id(() -> registry.images(APP, List.of(new Tag("one")))))
        .isEqualTo("ecr-manifest-altered");
  }

  @Test
  void says_why_an_image_cannot_be_read() {
    AWS.stubFor(
        ecr("BatchGetImage")
            .willReturn(
                okJson(
                    """
                    {"images":[],"failures":[{"imageId":{"imageTag":"one"},
                     "failureCode":"KmsError","failureReason":"no words for it"}]}\
                    """)));

    assertThat(id(() -> registry.images(APP, List.of(new Tag("one")))))
        .isEqualTo("ecr-key-unusable");
  }

  @Test
  void logs_in_at_hosts_of_ecr_and_keeps_the_reason_when_it_cannot() throws Exception {
    AWS.stubFor(ecr("GetAuthorizationToken").willReturn(login("password", 43_200)));
    AWS.stubFor(
        ecr("GetAuthorizationToken")
            .withHeader("Authorization", containing("/us-east-1/ecr/"))
            .willReturn(ecrError(400, "AccessDeniedException", "not here")));
    var near = new RegistryHost("210987654321.dkr.ecr.eu-west-3.amazonaws.com");
    var far = new RegistryHost("210987654321.dkr.ecr.us-east-1.amazonaws.com");

    try (var logins = new EcrLogins(registry, identity, clients, now::get)) {
      assertThat(logins.find(near)).map(found -> found.username()).contains("AWS");
      assertThat(logins.find(near)).isPresent();
      assertThat(logins.find(far)).isEmpty();
      assertThat(logins.failureAt(far).orElseThrow().explanation().id()).isEqualTo("ecr-refused");
      assertThat(logins.failureAt(near)).isEmpty();
      assertThat(logins.find(new RegistryHost("ghcr.io"))).isEmpty();
      assertThat(logins.find(new RegistryHost("sandbox.example:5000"))).isPresent();
    }
    AWS.verify(
        1,
        ecrCalls("GetAuthorizationToken")
            .withHeader("Authorization", containing("/eu-west-3/ecr/")));
  }

  @Test
  void reads_an_image_back_and_each_of_its_platforms() throws Exception {
    var index =
        """
        {"manifests":[{"mediaType":"%s","digest":"%s",
          "platform":{"os":"linux","architecture":"amd64"}}]}\
        """
            .formatted(MediaType.OCI_MANIFEST, digest(MANIFEST));
    AWS.stubFor(
        ecr("GetAuthorizationToken").willReturn(loginAt(AWS.baseUrl(), "password", 43_200)));
    AWS.stubFor(get("/v2/app/manifests/1.4").willReturn(manifest(index, MediaType.OCI_INDEX)));
    AWS.stubFor(
        get("/v2/app/manifests/" + digest(MANIFEST))
            .willReturn(manifest(MANIFEST, MediaType.OCI_MANIFEST)));

    var image = images().read(here().tagged(new Tag("1.4")));

    assertThat(image.digest()).hasToString(digest(index));
    assertThat(image.config()).isEmpty();
    assertThat(image.platforms())
        .containsExactly(Map.entry(Platform.parse("linux/amd64"), Digest.parse(digest(MANIFEST))));
    assertThat(images().read(here().pinned(Digest.parse(digest(MANIFEST)))).config())
        .contains(Digest.parse("sha256:" + "c".repeat(64)));
  }

  @Test
  void logs_in_anew_once_when_the_registry_refuses_the_login() throws Exception {
    AWS.stubFor(first("GetAuthorizationToken", loginAt(AWS.baseUrl(), "old", 43_200)));
    AWS.stubFor(second("GetAuthorizationToken", loginAt(AWS.baseUrl(), "new", 43_200)));
    AWS.stubFor(get("/v2/app/manifests/1.4").willReturn(status(401)));
    AWS.stubFor(
        get("/v2/app/manifests/1.4")
            .withBasicAuth("AWS", "new")
            .willReturn(manifest(MANIFEST, MediaType.OCI_MANIFEST)));

    assertThat(images().read(here().tagged(new Tag("1.4"))).digest()).hasToString(digest(MANIFEST));
  }

  @Test
  void says_what_a_registry_does_not_give_back() {
    AWS.stubFor(ecr("GetAuthorizationToken").willReturn(loginAt(AWS.baseUrl(), "p", 43_200)));
    var image = here().tagged(new Tag("1.4"));

    assertThat(id(() -> images().read(image))).isEqualTo("ecr-image-missing");

    AWS.stubFor(get("/v2/app/manifests/1.4").willReturn(status(401)));
    assertThat(id(() -> images().read(image))).isEqualTo("ecr-login-refused");

    AWS.stubFor(get("/v2/app/manifests/1.4").willReturn(manifest("[]", MediaType.OCI_MANIFEST)));
    assertThat(id(() -> images().read(image))).isEqualTo("ecr-answer-unreadable");
  }

  private EcrRegistry registry(Optional<AwsAccount> account) {
    return new EcrRegistry(identity, clients, PARIS, account, now::get);
  }

  private StoredImages images() {
    return new StoredImages(registry, new UrlConnectionTransport(connections));
  }

  private static Repository here() {
    return new Repository(new RegistryHost("localhost:" + AWS.getPort()), APP);
  }

  private static String id(ThrowingCallable call) {
    return catchThrowableOfType(FailureException.class, call).failure().explanation().id();
  }

  private static MappingBuilder first(String operation, ResponseDefinitionBuilder answer) {
    return ecr(operation)
        .inScenario(operation)
        .whenScenarioStateIs(Scenario.STARTED)
        .willReturn(answer)
        .willSetStateTo("second");
  }

  private static MappingBuilder second(String operation, ResponseDefinitionBuilder answer) {
    return ecr(operation).inScenario(operation).whenScenarioStateIs("second").willReturn(answer);
  }

  private static ResponseDefinitionBuilder login(String password, long seconds) {
    return loginAt("https://sandbox.example:5000", password, seconds);
  }

  private static ResponseDefinitionBuilder loginAt(String host, String password, long seconds) {
    return okJson(
        """
        {"authorizationData":[{"authorizationToken":"%s","expiresAt":%d,"proxyEndpoint":"%s"}]}\
        """
            .formatted(
                Base64.getEncoder()
                    .encodeToString(("AWS:" + password).getBytes(StandardCharsets.UTF_8)),
                NOON.plusSeconds(seconds).getEpochSecond(),
                host));
  }

  private static ResponseDefinitionBuilder repository(String account) {
    return okJson(
        """
        {"repositories":[{
          "repositoryArn":"arn:aws:ecr:eu-west-3:%s:repository/app","registryId":"%s",
          "repositoryName":"app",
          "repositoryUri":"%s.dkr.ecr.eu-west-3.amazonaws.com/app",
          "imageTagMutability":"MUTABLE_WITH_EXCLUSION",
          "imageTagMutabilityExclusionFilters":[{"filterType":"WILDCARD","filter":"v*"}]}]}\
        """
            .formatted(account, account, account));
  }

  private static ResponseDefinitionBuilder images(String images) {
    return okJson(
        "{\"images\":["
            + images
            + "],\"failures\":[{\"imageId\":{\"imageTag\":\"two\"},"
            + "\"failureCode\":\"ImageNotFound\",\"failureReason\":\"no\"}]}");
  }

  private static String image(String tag, String manifest, String digest) {
    return Json.write(
        Map.of(
            "imageId", Map.of("imageTag", tag, "imageDigest", digest),
            "imageManifest", manifest,
            "imageManifestMediaType", MediaType.OCI_MANIFEST.value()));
  }

  private static ResponseDefinitionBuilder manifest(String body, MediaType type) {
    return aResponse().withHeader("Content-Type", type.value()).withBody(body);
  }

  private static String digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
