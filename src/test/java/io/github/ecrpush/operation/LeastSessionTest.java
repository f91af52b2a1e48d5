package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.aws.AwsKeys;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.EcrException;

/// In this sandbox every role may do everything; the session may not.
class LeastSessionTest {

  private static final String COMMIT = "1".repeat(40);

  @TempDir private Path folder;
  private SandboxRuns runs;

  @BeforeEach
  void start() {
    runs = SandboxRuns.in(folder, "app", "other");
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @Test
  void pushes_with_no_more_than_it_needs() {
    var settings = Map.of(Input.CREATE_REPOSITORY, "sync", Input.LIFECYCLE_POLICY, "keep=10");

    assertThat(runs.push(COMMIT, inputs("auto", settings)).failures()).isEmpty();
    assertThat(runs.push(COMMIT, inputs("auto", Map.of(Input.REGIONS, "eu-west-1"))).failures())
        .isEmpty();
    assertThat(warnings()).isZero();
  }

  @Test
  void pulls_a_base_image_from_a_private_repository() throws IOException {
    var base = Map.of(Input.REPOSITORY, "other", Input.TAGS, "base");
    assertThat(runs.push(COMMIT, inputs("none", base)).failures()).isEmpty();
    Files.writeString(
        folder.resolve("Dockerfile"),
        "FROM 123456789012.dkr.ecr.eu-west-1.amazonaws.com/other:base");

    assertThat(runs.push(COMMIT, inputs("auto", Map.of())).failures()).isEmpty();
  }

  @Test
  void can_do_nothing_else_whatever_the_role_may() throws Exception {
    try (var ecr = client(runs.keys(inputs("auto", Map.of())))) {
      ecr.describeRepositories(request -> request.repositoryNames("app"));

      assertThatThrownBy(
              () -> ecr.describeRepositories(request -> request.repositoryNames("other")))
          .isInstanceOf(EcrException.class)
          .hasMessageContaining("because no session policy allows the ecr:DescribeRepositories");
      assertThatThrownBy(() -> ecr.deleteRepository(request -> request.repositoryName("app")))
          .isInstanceOf(EcrException.class)
          .hasMessageContaining("because no session policy allows the ecr:DeleteRepository action");
    }
    try (var ecr = client(runs.keys(inputs("none", Map.of())))) {
      ecr.deleteRepository(request -> request.repositoryName("app"));
    }
  }

  @Test
  void says_that_a_policy_does_not_fit_and_goes_on_without() {
    var many =
        IntStream.range(0, 40)
            .mapToObj(i -> "repository=team/a-name-that-is-long/" + i)
            .collect(Collectors.joining("\n"));
    var given = inputs("auto", Map.of(Input.ALSO_PUSH_TO, many, Input.DRY_RUN, "true"));

    var _ = runs.push(COMMIT, given);

    assertThat(warnings()).isEqualTo(1);
    assertThat(runs.events().toString()).contains("`session-policy: auto` has no effect");
  }

  private long warnings() {
    return runs.events().stream().filter(Warning.class::isInstance).count();
  }

  private EcrClient client(AwsKeys keys) {
    var credentials =
        AwsSessionCredentials.create(
            keys.id(), keys.secret().reveal(), keys.token().orElseThrow().reveal());
    return EcrClient.builder()
        .endpointOverride(URI.create(runs.sandbox().environment().get("AWS_ENDPOINT_URL")))
        .region(Region.EU_WEST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static Map<Input, String> inputs(String policy, Map<Input, String> more) {
    var given = new EnumMap<Input, String>(Input.class);
    given.put(Input.REPOSITORY, "app");
    given.put(Input.TAGS, "one");
    given.put(Input.SESSION_POLICY, policy);
    given.putAll(more);
    return given;
  }
}
