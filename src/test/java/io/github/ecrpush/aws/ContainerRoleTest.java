package io.github.ecrpush.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerRoleTest {

  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final String PATH = "/v1/credentials";

  @RegisterExtension
  static final WireMockExtension PLATFORM =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  @TempDir Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

  @Test
  void asks_with_the_token_of_the_file_and_reads_it_each_time() throws Exception {
    PLATFORM.stubFor(get(PATH).willReturn(aResponse().withBody(keys(NOON.plusSeconds(3600)))));
    var file = Files.writeString(folder.resolve("token"), "first\n");

    try (var clients = clients(environment(file))) {
      var role = ContainerRole.in(clients, now::get).orElseThrow();
      assertThat(role.resolveCredentials().accessKeyId()).isEqualTo("ASIAPOD");
      Files.writeString(file, "second");
      role.resolveCredentials();
      now.set(NOON.plusSeconds(3400));
      role.resolveCredentials();
    }

    asked("first");
    asked("second");
  }

  private static void asked(String token) {
    PLATFORM.verify(
        1, getRequestedFor(urlPathEqualTo(PATH)).withHeader("Authorization", equalTo(token)));
  }

  @Test
  void is_nothing_when_the_environment_names_none() {
    try (var clients = clients(Map.of())) {
      assertThat(ContainerRole.in(clients, now::get)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.170.2/x",
        "http://169.254.170.23/v1/credentials",
        "http://[fd00:ec2::23]/v1/credentials",
        "http://127.0.0.1:8080/x",
        "https://example.com/x"
      })
  void asks_the_platform_and_whoever_has_a_certificate(String address) {
    try (var clients = clients(Map.of(ContainerRole.FULL, address))) {
      assertThat(ContainerRole.in(clients, now::get)).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/x",
        "http://169.254.170.2.example.com/x",
        "http://169.254.169.254/x",
        "http://10.0.0.1/x",
        "ftp://127.0.0.1/x",
        "no address"
      })
  void sends_no_password_anywhere_else(String address) {
    assertThat(failure(Map.of(ContainerRole.FULL, address)).explanation().id())
        .isEqualTo("container-role-address-refused");
  }

  @Test
  void says_what_is_wrong() throws Exception {
    assertGolden(failure(Map.of(ContainerRole.FULL, "http://example.com/x")));
    assertGolden(ContainerFailures.tokenUnreadable(Path.of("/var/run/token")).failure());
    assertGolden(ContainerFailures.instanceSilent(new IllegalStateException()).failure());
    var file = Files.writeString(folder.resolve("token"), "t");
    PLATFORM.stubFor(get(PATH).willReturn(aResponse().withStatus(403).withBody("secret words")));
    assertGolden(failure(environment(file)));
    PLATFORM.stubFor(get(PATH).willReturn(aResponse().withBody("{\"AccessKeyId\": \"planted\"}")));
    assertGolden(failure(environment(file)));
    assertGolden(ContainerFailures.silent("169.254.170.23").failure());
    assertThat(failure(environment(folder.resolve("missing"))).explanation().id())
        .isEqualTo("container-role-token-unreadable");
    assertGolden(
        failure(
            Map.of(
                ContainerRole.FULL, PLATFORM.baseUrl() + PATH, ContainerRole.TOKEN, "plan\nted")));
  }

  private Failure failure(Map<String, String> environment) {
    try (var clients = clients(environment)) {
      return catchThrowableOfType(
              FailureException.class,
              () -> ContainerRole.in(clients, now::get).orElseThrow().resolveCredentials())
          .failure();
    }
  }

  private static Map<String, String> environment(Path tokenFile) {
    return Map.of(
        ContainerRole.FULL,
        PLATFORM.baseUrl() + PATH,
        ContainerRole.TOKEN_FILE,
        tokenFile.toString(),
        ContainerRole.TOKEN,
        "the file wins");
  }

  private static AwsClients clients(Map<String, String> environment) {
    return new AwsClients(new Connections(Network.DIRECT), environment);
  }

  private static String keys(Instant end) {
    return """
    {"AccessKeyId": "ASIAPOD", "SecretAccessKey": "s", "Token": "t", "Expiration": "%s"}
    """
        .formatted(end);
  }
}
