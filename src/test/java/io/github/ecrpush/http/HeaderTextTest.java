package io.github.ecrpush.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

  private static final HttpRequest REQUEST = HttpRequest.get(URI.create("http://localhost/"));

  @ParameterizedTest
  @ValueSource(strings = {"hunter2\n", "hunter2\r\nX: y", "hunter2\u0000", "hunter2\u007f"})
  void refuses_what_no_header_holds_and_does_not_show_it(String value) {
    assertThatThrownBy(() -> REQUEST.with("Authorization", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Authorization")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void takes_the_rest() {
    assertThat(REQUEST.with("Authorization", "Bearer a\tb é").headers())
        .containsEntry("Authorization", "Bearer a\tb é");
  }
}
