package io.github.ecrpush.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.concurrent.Backoff;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class RetryingTransportTest {

  private static final HttpRequest REQUEST = HttpRequest.get(URI.create("http://h.example/"));

  private static final URI PROXY = URI.create("http://proxy.example:3128");

  private final ScriptedTransport script = new ScriptedTransport();
  private final List<Duration> pauses = new ArrayList<>();
  private final HttpTransport transport =
      new RetryingTransport(
          script,
          new RetryPolicy(
              4,
              Duration.ofSeconds(30),
              new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1))),
          pauses::add,
          new Random(7));

  @Test
  void asks_once_when_the_answer_is_there() throws Exception {
    script.then(200);

    assertThat(status()).isEqualTo(200);
    assertThat(pauses).isEmpty();
  }

  @Test
  void asks_again_when_the_server_is_busy_or_the_connection_broke() throws Exception {
    script.then(503).then(new SocketException("reset")).then(429).then(200);

    assertThat(status()).isEqualTo(200);
    assertThat(script.requests()).hasSize(4);
  }

  @Test
  void waits_longer_each_time() throws Exception {
    script.then(500).then(500).then(500).then(200);

    status();

    assertThat(pauses.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(pauses.get(1)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(pauses.get(2)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
  }

  @Test
  void stays_away_as_long_as_the_server_asks() throws Exception {
    script.then(429, "Retry-After", "7").then(200);

    assertThat(status()).isEqualTo(200);
    assertThat(pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void takes_a_retry_after_that_it_cannot_read_for_none() throws Exception {
    script
        .then(429, "Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT")
        .then(429, "Retry-After", "99999999999999999999")
        .then(429, "Retry-After", "-1")
        .then(200);

    assertThat(status()).isEqualTo(200);
    assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofSeconds(1)) < 0);
  }

  @Test
  void gives_up_at_once_when_the_server_asks_for_more_time_than_there_is() throws Exception {
    script.then(429, "Retry-After", "31");

    assertThat(status()).isEqualTo(429);
    assertThat(pauses).isEmpty();
  }

  @Test
  void hands_over_the_last_answer_when_it_gives_up() throws Exception {
    script.then(503).then(503).then(503).then(502);

    assertThat(status()).isEqualTo(502);
  }

  @Test
  void hands_over_the_last_problem_when_it_gives_up() {
    var last = new SocketException("last");
    script.then(503).then(503).then(503).then(last);

    assertThatThrownBy(this::status).isSameAs(last);
  }

  @Test
  void does_not_ask_again_for_what_will_not_change() {
    var handshake = new SSLHandshakeException("PKIX");
    handshake.initCause(new CertificateException("unknown"));
    script.then(handshake);

    assertThatThrownBy(this::status).isSameAs(handshake);
    assertThat(pauses).isEmpty();
  }

  @Test
  void does_not_ask_again_when_the_proxy_says_no() {
    var refusal = new ProxyException(PROXY, 407);
    script.then(refusal);

    assertThatThrownBy(this::status).isSameAs(refusal);
    assertThat(pauses).isEmpty();
  }

  @Test
  void asks_again_when_the_proxy_failed_or_was_not_there() throws Exception {
    script
        .then(new ProxyException(PROXY, 502))
        .then(new ProxyException(PROXY, new ConnectException("refused")))
        .then(200);

    assertThat(status()).isEqualTo(200);
  }

  @Test
  void does_not_ask_again_when_the_reader_has_made_up_its_mind() {
    script.then(403);

    assertThatThrownBy(() ->
            transport.send(
                REQUEST,
                response -> {
                  throw HttpStatusException.of(REQUEST, response);
                }))
        .isInstanceOf(HttpStatusException.class)
        .hasMessage("GET http://h.example/ was answered with status 403");
    assertThat(pauses).isEmpty();
  }

  @Test
  void asks_again_when_the_answer_broke_off_in_the_middle() throws Exception {
    script.then(200).then(200);
    var first = new boolean[] {true};

    int status =
        transport.send(
            REQUEST,
            response -> {
              if (first[0]) {
                first[0] = false;
                throw new IOException("Premature EOF");
              }
              return response.status();
            });

    assertThat(status).isEqualTo(200);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void lets_no_single_try_last_longer_than_all_of_them_may() throws Exception {
    script.then(200);

    status();

    assertThat(script.requests().getFirst().patience()).isLessThanOrEqualTo(Duration.ofSeconds(30));
  }

  private int status() throws IOException, InterruptedException {
    return transport.send(REQUEST, HttpResponse::status);
  }
}
