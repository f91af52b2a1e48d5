package io.github.ecrpush.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPasswordsTest {

  @ParameterizedTest
  @CsvSource({
    "https://user:hunter2@example.com/x, hunter2",
    "tcp://user:hunter2@10.0.0.1:2376, hunter2",
    "https://ghs_0123456789abcdefghij@github.com/octo/app, ghs_0123456789abcdefghij",
    "http://:hunter2@proxy:3128, hunter2",
    "octo:hunter2@example.com, hunter2",
    "'aws-region=eu-west-1,repository=octo:hunter2@example.com', hunter2",
    "context https://u:hunter2@host and more, hunter2"
  })
  void are_found_before_the_host(String text, String password) {
    assertThat(in(text)).containsExactly(password);
  }

  @Test
  void are_known_in_lower_case_as_a_host_is_shown() {
    assertThat(in("user:PW@127.0.0.1:1")).containsExactly("PW", "pw");
  }

  @Test
  void are_known_as_they_are_written_and_as_they_are_meant() {
    assertThat(in("http://user:p%40ss+word@proxy")).containsExactly("p%40ss+word", "p@ss+word");
    assertThat(in("http://user:100%@proxy")).containsExactly("100%");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh://octo@example.com",
        "https://contoso@dev.azure.com/contoso/_git/app",
        "https://example.com/a@b:c",
        "https://example.com:443/x",
        "git@github.com:octo/app",
        "team/app:1.0@sha256:0123",
        "app:1.0@sha256:0123",
        "https://example.com/?user=a:b@c",
        ""
      })
  void are_not_seen_in_other_places(String text) {
    assertThat(in(text)).isEmpty();
  }

  @Test
  void are_those_of_variables_that_we_go_by_and_of_no_others() {
    assertThat(
            AddressPasswords.in(
                    Map.of(
                        "DOCKER_HOST", "tcp://u:hunter2@10.0.0.1:2376",
                        "AWS_ENDPOINT_URL_STS", "http://u:hunter3@127.0.0.1",
                        "GITHUB_API_URL", "http://u:hunter4@127.0.0.1",
                        "GITHUB_SERVER_URL", "http://u:hunter5@127.0.0.1",
                        "DATABASE_URL", "postgres://postgres:postgres@localhost/db"))
                .map(Secret::reveal))
        .containsExactlyInAnyOrder("hunter2", "hunter3", "hunter4", "hunter5");
  }

  @Test
  @Timeout(20)
  void are_looked_for_in_time_that_grows_no_faster_than_the_text() {
    long begin = System.nanoTime();
    assertThat(in("://" + "a:".repeat(500_000))).isEmpty();
    assertThat(in("://a:b".repeat(200_000))).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  private static List<String> in(String text) {
    return AddressPasswords.in(List.of(text)).map(Secret::reveal).toList();
  }
}
