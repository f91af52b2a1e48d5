package io.github.ecrpush.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.ecrpush.testing.ConnectProxy;
import io.github.ecrpush.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsAndProxyTest {

  @TempDir private static Path folder;

  private static TestCertificate certificate;
  private static HttpsServer server;

  @BeforeAll
  static void start() throws IOException {
    RuntimeTrust.readLate(); // as the program does
    certificate = TestCertificate.in(folder);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @Test
  void trusts_what_the_bundle_names() throws Exception {
    var network = Network.from(Map.of("AWS_CA_BUNDLE", certificate.pem().toString()));

    assertThat(get(network, "https://127.0.0.1:" + port())).isEqualTo("ok");
  }

  @Test
  void still_trusts_what_the_runtime_trusts() {
    var network = Network.from(Map.of("AWS_CA_BUNDLE", certificate.pem().toString()));

    assertThat(network.trust().orElseThrow().getAcceptedIssuers()).hasSizeGreaterThan(50);
  }

  @Test
  void does_not_trust_a_certificate_that_nobody_named() {
    assertThatThrownBy(() -> get(Network.DIRECT, "https://127.0.0.1:" + port()))
        .satisfies(
            e -> assertThat(ConnectionProblem.of(e)).contains(ConnectionProblem.NOT_TRUSTED));
  }

  @Test
  void does_not_trust_a_named_certificate_for_another_host() throws IOException {
    try (var proxy = ConnectProxy.start("")) {
      assertThatThrownBy(() -> get(through(proxy, ""), "https://other.example:" + port()))
          .satisfies(
              e -> assertThat(ConnectionProblem.of(e)).contains(ConnectionProblem.NOT_TRUSTED));
    }
  }

  @Test
  void goes_through_a_proxy_that_resolves_the_name() throws Exception {
    try (var proxy = ConnectProxy.start("")) {
      // with a dot at its end it is no longer the name that is always reached directly
      var address = "https://localhost.:" + port();

      assertThat(get(through(proxy, ""), address)).isEqualTo("ok");
      assertThat(proxy.requests()).contains("CONNECT localhost.:" + port() + " HTTP/1.1");
    }
  }

  @Test
  void gives_a_proxy_its_password_and_nobody_else() throws Exception {
    try (var proxy = ConnectProxy.start("us er:p@ss+w%rd")) {
      var network = through(proxy, "us%20er:p%40ss+w%25rd@");

      assertThat(get(network, "https://localhost.:" + port())).isEqualTo("ok");
      assertThat(proxy.requests()).last().isEqualTo("CONNECT localhost.:" + port() + " HTTP/1.1");
    }
  }

  @Test
  void says_that_the_proxy_refused_a_wrong_password() throws Exception {
    try (var proxy = ConnectProxy.start("user:right")) {
      assertThatThrownBy(
              () -> get(through(proxy, "user:hunter2@"), "https://sts.example:" + port()))
          .satisfies(
              e -> assertThat(ConnectionProblem.of(e)).contains(ConnectionProblem.PROXY_REFUSED))
          .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
      assertThat(proxy.requests()).filteredOn("refused"::equals).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void says_that_the_proxy_failed_where_it_reaches_nobody() throws Exception {
    try (var proxy = ConnectProxy.start("")) {
      assertThatThrownBy(() -> get(through(proxy, ""), "https://sts.example:1"))
          .isInstanceOfSatisfying(ProxyException.class, e -> assertThat(e.status()).hasValue(502))
          .satisfies(
              e -> assertThat(ConnectionProblem.of(e)).contains(ConnectionProblem.PROXY_FAILED));
    }
  }

  @Test
  void says_that_the_proxy_is_not_there() {
    for (var proxy : List.of("http://me:hunter2@127.0.0.1:1", "http://me:hunter2@proxy.invalid")) {
      var network = Network.from(Map.of("HTTPS_PROXY", proxy));

      assertThatThrownBy(() -> get(network, "https://sts.example"))
          .isInstanceOfSatisfying(ProxyException.class, e -> assertThat(e.status()).isEmpty())
          .hasMessageNotContaining("hunter2");
    }
  }

  @Test
  void gives_a_proxy_without_a_tunnel_its_password_at_once() throws Exception {
    var seen = new ArrayList<String>();
    var proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    proxy.createContext(
        "/",
        exchange -> {
          seen.add(exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    proxy.start();
    var network =
        Network.from(
            Map.of(
                "HTTP_PROXY", "http://us%20er:p%40ss@127.0.0.1:" + proxy.getAddress().getPort()));

    try {
      get(network, "http://sts.example/");
    } finally {
      proxy.stop(0);
    }

    assertThat(seen).containsExactly("Basic dXMgZXI6cEBzcw=="); // us er:p@ss
  }

  private static Network through(ConnectProxy proxy, String login) {
    return Network.from(
        Map.of(
            "HTTPS_PROXY",
            "http://" + login + "127.0.0.1:" + proxy.port(),
            "AWS_CA_BUNDLE",
            certificate.pem().toString()));
  }

  private static String get(Network network, String address)
      throws IOException, InterruptedException {
    return new UrlConnectionTransport(new Connections(network))
        .send(
            HttpRequest.get(URI.create(address)),
            response -> new String(response.bytes(100), StandardCharsets.UTF_8));
  }

  private static int port() {
    return server.getAddress().getPort();
  }
}
