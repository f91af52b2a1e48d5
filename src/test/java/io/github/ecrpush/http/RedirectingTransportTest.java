package io.github.ecrpush.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectingTransportTest {

  private final ScriptedTransport script = new ScriptedTransport();
  private final HttpTransport transport = new RedirectingTransport(script);

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void follows_a_read_to_where_it_is_sent(int status) throws Exception {
    script.then(status, "Location", "/other?a=b").then(200);

    assertThat(status(get("https://h.example/one"))).isEqualTo(200);
    assertThat(script.requests().getLast().uri())
        .isEqualTo(URI.create("https://h.example/other?a=b"));
  }

  @Test
  void keeps_the_login_on_the_same_server() throws Exception {
    script.then(307, "Location", "https://h.example/two").then(200);

    status(get("https://h.example/one"));

    assertThat(script.requests().getLast().headers()).containsKey("Authorization");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://bucket.s3.example/x",
        "https://h.example:8443/x",
        "https://h.example.evil.example/"
      })
  void leaves_the_login_behind_on_the_way_to_another_server(String target) throws Exception {
    script.then(307, "Location", target).then(200);

    status(get("https://h.example/one"));

    assertThat(script.requests().getLast().headers())
        .doesNotContainKey("Authorization")
        .containsKey("Accept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h.example/one", "file:///etc/passwd", "ftp://h.example/", "::"})
  void is_not_led_where_it_should_not_go(String target) throws Exception {
    script.then(302, "Location", target);

    assertThat(status(get("https://h.example/one"))).isEqualTo(302);
  }

  @Test
  void does_not_follow_what_would_write() throws Exception {
    script.then(307, "Location", "/two");
    var post =
        new HttpRequest(
            "POST", URI.create("https://h.example/"), Map.of(), new byte[1], Duration.ofSeconds(1));

    assertThat(status(post)).isEqualTo(307);
  }

  @Test
  void stops_when_it_is_led_in_circles() throws Exception {
    for (int i = 0; i < 6; i++) {
      script.then(302, "Location", "/again");
    }

    assertThat(status(get("https://h.example/one"))).isEqualTo(302);
    assertThat(script.requests()).hasSize(6);
  }

  @Test
  void leads_to_no_second_try_of_what_goes_well() throws Exception {
    for (int i = 0; i < 6; i++) {
      script.then(302, "Location", "/again");
    }
    var retrying = new RetryingTransport(script, RetryPolicy.PATIENT);

    int status =
        new RedirectingTransport(retrying).send(get("https://h.example/one"), HttpResponse::status);

    assertThat(status).isEqualTo(302);
    assertThat(script.requests()).hasSize(6);
  }

  private int status(HttpRequest request) throws IOException, InterruptedException {
    return transport.send(request, HttpResponse::status);
  }

  private static HttpRequest get(String uri) {
    return HttpRequest.get(URI.create(uri)).with("Authorization", "Basic x").with("Accept", "a");
  }
}
