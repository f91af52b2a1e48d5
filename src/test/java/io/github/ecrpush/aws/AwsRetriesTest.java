package io.github.ecrpush.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.http.Pauses;
import io.github.ecrpush.http.RetryPolicy;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;

class AwsRetriesTest {

  private static final RetryPolicy PATIENCE =
      new RetryPolicy(
          3, Duration.ofSeconds(60), new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1)));

  private final List<Duration> pauses = new ArrayList<>();
  private final Deque<SdkException> script = new ArrayDeque<>();
  private final AwsRetries retries = new AwsRetries(PATIENCE, this::pause);
  private int calls;

  @Test
  void goes_on_for_as_long_as_aws_finds_us_too_many() throws Exception {
    for (int i = 0; i < 12; i++) {
      script.add(refused(400, "ThrottlingException"));
    }

    assertThat(retries.call(this::call)).isEqualTo("done");
    assertThat(calls).isEqualTo(13);
  }

  @Test
  void gives_up_when_its_time_is_over() {
    var hasty =
        new AwsRetries(
            new RetryPolicy(
                3,
                Duration.ofMillis(600),
                new Backoff(Duration.ofMillis(4), Duration.ofMillis(10))),
            Pauses.REAL);

    assertThatThrownBy(() ->
            hasty.call(() -> {
              calls++;
              throw refused(400, "Throttling");
            }))
        .isInstanceOf(SdkException.class);
    assertThat(calls).isGreaterThan(4);
  }

  @Test
  void stays_away_as_long_as_aws_asks() throws Exception {
    script.add(refused(429, "TooManyRequestsException", "Retry-After", "7"));

    retries.call(this::call);

    assertThat(pauses.getFirst()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void gives_up_at_once_when_aws_asks_for_more_time_than_there_is() {
    script.add(refused(400, "ThrottlingException", "Retry-After", "61"));

    assertThatThrownBy(() -> retries.call(this::call)).isInstanceOf(SdkException.class);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void lets_the_calls_beside_it_slow_down_too() throws Exception {
    script.add(refused(400, "ThrottlingException"));
    retries.call(this::call);
    pauses.clear();

    retries.call(this::call);
    retries.call(this::call);

    assertThat(pauses).isNotEmpty();
  }

  @Test
  void tries_a_few_times_when_a_service_fails_or_a_connection_breaks() {
    script.add(refused(500, "ServerException"));
    script.add(SdkClientException.create("cut", new IOException("reset")));
    script.add(refused(503, ""));

    assertThatThrownBy(() -> retries.call(this::call))
        .isInstanceOfSatisfying(
            AwsServiceException.class, last -> assertThat(last.statusCode()).isEqualTo(503));
    assertThat(calls).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AccessDeniedException",
        "RepositoryNotFoundException",
        "InvalidParameterException",
        "LimitExceededException",
        "ExpiredTokenException",
        "UnrecognizedClientException"
      })
  void asks_once_when_the_answer_will_be_the_same(String code) {
    script.add(refused(400, code));

    assertThatThrownBy(() -> retries.call(this::call)).isInstanceOf(SdkException.class);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void asks_once_for_a_name_that_is_not_known() {
    script.add(SdkClientException.create("who", new UnknownHostException("ecr.example")));

    assertThatThrownBy(() -> retries.call(this::call)).isInstanceOf(SdkException.class);
    assertThat(calls).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UnrecognizedClientException", "InvalidClientTokenId"})
  void waits_for_credentials_that_were_issued_just_now(String code) throws Exception {
    for (int i = 0; i < 6; i++) {
      script.add(refused(403, code));
    }
    retries.credentialsIssued();

    assertThat(retries.call(this::call)).isEqualTo("done");
  }

  private String call() {
    calls++;
    var next = script.poll();
    if (next != null) {
      throw next;
    }
    return "done";
  }

  private void pause(Duration time) {
    if (!time.isZero()) {
      pauses.add(time);
    }
  }

  private static AwsServiceException refused(int status, String code, String... header) {
    var response = SdkHttpResponse.builder().statusCode(status);
    if (header.length > 0) {
      response.putHeader(header[0], header[1]);
    }
    return AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage("no")
                .sdkHttpResponse(response.build())
                .build())
        .build();
  }
}
