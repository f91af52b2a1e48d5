package io.github.ecrpush.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlConnectionTransportTest {

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private final HttpTransport transport =
      new UrlConnectionTransport(new Connections(Network.DIRECT));

  @Test
  void gives_status_headers_and_body() throws Exception {
    SERVER.stubFor(
        get("/thing")
            .willReturn(aResponse().withStatus(418).withHeader("X-One", "1").withBody("b")));

    var answer =
        transport.send(
            HttpRequest.get(address("/thing")),
            response ->
                response.status()
                    + response.header("x-ONE").orElse("")
                    + response.header("nothing").orElse("-")
                    + new String(response.bytes(10), UTF_8));

    assertThat(answer).isEqualTo("4181-b");
  }

  @Test
  void sends_method_headers_and_body() throws Exception {
    SERVER.stubFor(post("/").willReturn(ok()));
    var request =
        new HttpRequest(
                "POST", address("/"), Map.of(), "été".getBytes(UTF_8), Duration.ofSeconds(5))
            .with("X-Two", "2");

    assertThat(transport.send(request, HttpResponse::isSuccess)).isTrue();
    SERVER.verify(
        postRequestedFor(anyUrl())
            .withHeader("X-Two", equalTo("2"))
            .withRequestBody(equalTo("été")));
  }

  @Test
  void reads_the_headers_of_a_head() throws Exception {
    SERVER.stubFor(head(urlEqualTo("/h")).willReturn(ok().withHeader("Digest", "d")));

    Optional<String> digest =
        transport.send(HttpRequest.head(address("/h")), response -> response.header("Digest"));

    assertThat(digest).contains("d");
  }

  @Test
  void does_not_follow_redirects_by_itself() throws Exception {
    SERVER.stubFor(
        get("/away").willReturn(aResponse().withStatus(302).withHeader("Location", "/b")));

    assertThat(transport.send(HttpRequest.get(address("/away")), HttpResponse::status))
        .isEqualTo(302);
  }

  @Test
  void gives_back_a_refusal_with_a_challenge_as_it_is() throws Exception {
    SERVER.stubFor(
        get("/in")
            .willReturn(
                aResponse().withStatus(401).withHeader("WWW-Authenticate", "Basic realm=\"r\"")));

    assertThat(transport.send(HttpRequest.get(address("/in")), HttpResponse::status))
        .isEqualTo(401);
  }

  @Test
  void does_not_read_more_than_it_should() {
    SERVER.stubFor(get("/huge").willReturn(ok().withBody("x".repeat(100_000))));

    assertThatThrownBy(
            () -> transport.send(HttpRequest.get(address("/huge")), body -> body.bytes(99_999)))
        .isInstanceOf(BodyTooLargeException.class);
  }

  @Test
  void waits_no_longer_than_it_was_told() {
    SERVER.stubFor(get("/slow").willReturn(ok().withFixedDelay(5_000)));
    var request = HttpRequest.get(address("/slow")).within(Duration.ofMillis(100));

    assertThatThrownBy(() -> transport.send(request, HttpResponse::status))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void says_that_the_answer_was_cut_off() {
    for (var fault : Fault.values()) {
      SERVER.stubFor(get("/cut").willReturn(aResponse().withFault(fault)));

      assertThatThrownBy(
              () -> transport.send(HttpRequest.get(address("/cut")), body -> body.bytes(100_000)))
          .as(fault.name())
          .isInstanceOf(IOException.class);
    }
  }

  @RepeatedTest(20)
  @Timeout(10)
  void ends_when_its_thread_is_interrupted_while_it_waits() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      var ended = new CompletableFuture<Throwable>();
      var thread =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  transport.send(HttpRequest.get(uri), HttpResponse::status);
                } catch (Throwable e) {
                  ended.complete(e);
                }
              });
      silent.accept();

      thread.interrupt();

      assertThat(ended.join()).isInstanceOf(InterruptedException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 5\r\n\r\nab", "Transfer-Encoding: chunked\r\n\r\n5\r\nab"})
  @Timeout(10)
  void ends_when_its_thread_is_interrupted_in_the_middle_of_a_body(String text) throws Exception {
    try (var half = new HalfAnswer(text)) {
      half.reader.interrupt();

      assertThat(half.ended.join()).isInstanceOf(InterruptedException.class);
    }
  }

  /// A server that stops in the middle of its answer, and a thread that reads it.
  private final class HalfAnswer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final Thread reader = Thread.ofPlatform().daemon().start(this::read);

    HalfAnswer(String half) throws IOException, InterruptedException {
      var client = server.accept();
      client.getOutputStream().write(("HTTP/1.1 200 OK\r\n" + half).getBytes(UTF_8));
      reading.await();
    }

    private void read() {
      try {
        transport.send(
            HttpRequest.get(URI.create("http://127.0.0.1:" + server.getLocalPort())),
            response -> {
              reading.countDown();
              return response.bytes(100);
            });
      } catch (Throwable e) {
        ended.complete(e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @Test
  void does_not_begin_when_its_thread_was_interrupted_before() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> transport.send(HttpRequest.get(address("/")), HttpResponse::status))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void prints_no_header_and_no_query() {
    var request =
        HttpRequest.get(URI.create("https://u:hunter2@h.example/p?sig=hunter2"))
            .with("Authorization", "Bearer hunter2");

    assertThat(request.toString()).isEqualTo("GET https://h.example/p?sig=•••");
  }

  private static URI address(String path) {
    return URI.create(SERVER.baseUrl() + path);
  }
}
