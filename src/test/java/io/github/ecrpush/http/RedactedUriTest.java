package io.github.ecrpush.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactedUriTest {

  @ParameterizedTest
  @CsvSource({
    "https://host.example/path, https://host.example/path",
    "https://user:hunter2@host.example:8443/path, https://host.example:8443/path",
    "https://host.example/p?sig=hunter2&token=hunter2, https://host.example/p?sig=•••&token=•••",
    "https://host.example/p?hunter2, https://host.example/p?•••",
    "https://a@b@host.example/p, https://host.example/p",
    "mailto:hunter2@host.example, mailto:",
  })
  void leaves_out_logins_and_the_values_of_the_query(String uri, String shown) {
    assertThat(RedactedUri.of(URI.create(uri))).isEqualTo(shown);
  }
}
