package io.github.ecrpush.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsClientsTest {

  @Test
  void goes_where_the_variables_say() {
    assertThat(redirected(Map.of(), "ECR")).isFalse();
    assertThat(redirected(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1"), "ECR")).isTrue();
    assertThat(redirected(Map.of("AWS_ENDPOINT_URL_ECR", "http://127.0.0.1:1"), "ECR")).isTrue();
    assertThat(redirected(Map.of("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1"), "ECR")).isFalse();
    assertThat(redirected(Map.of("AWS_ENDPOINT_URL", " "), "ECR")).isFalse();
  }

  @Test
  void goes_to_aws_when_it_is_told_to_ignore_them() {
    assertThat(
            redirected(
                Map.of(
                    "AWS_ENDPOINT_URL", "http://127.0.0.1:1",
                    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"),
                "ECR"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:1", "ftp://h", "http://", "not an address", "http://127.0.0.1:99999"})
  void refuses_what_is_no_address(String address) {
    var failure =
        catchThrowableOfType(
            FailureException.class, () -> redirected(Map.of("AWS_ENDPOINT_URL", address), "STS"));

    assertThat(failure.failure().explanation().id()).isEqualTo("aws-endpoint-malformed");
  }

  private static boolean redirected(Map<String, String> environment, String service) {
    try (var clients = new AwsClients(new Connections(Network.DIRECT), environment)) {
      return clients.server(service, new AwsRegion("eu-west-3")).other().isPresent();
    }
  }
}
