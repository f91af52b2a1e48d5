package io.github.ecrpush.build.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.socket.Dialer;
import io.github.ecrpush.socket.UnixDialer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class EngineHandshakeTest {

  private static final String PING =
      "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK";
  private static final String GRAPH =
      """
      {"ServerVersion": "20.10.24", "Driver": "overlay2", "DriverStatus": [["Backing Filesystem", "extfs"]]}\
      """;
  private static final String CONTAINERD =
      """
      {"ServerVersion": "29.0.1", "DriverStatus": [["driver-type", "io.containerd.snapshotter.v1"]]}\
      """;

  @Test
  void meets_an_engine_with_the_graph_store() throws Exception {
    try (var server = new ScriptedHttp(PING, json(GRAPH))) {
      var engine = handshake(server).meet();

      assertThat(engine.version()).isEqualTo("20.10.24");
      assertThat(engine.api()).isEqualTo(new ApiVersion(1, 41));
      assertThat(engine.store()).isEqualTo(Engine.Store.GRAPH);
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().getFirst()).startsWith("GET /_ping HTTP/1.1\r\n");
    }
  }

  @Test
  void meets_an_engine_with_the_containerd_store() throws Exception {
    try (var server = new ScriptedHttp(PING.replace("1.41", "1.54"), json(CONTAINERD))) {
      assertThat(handshake(server).meet().store()).isEqualTo(Engine.Store.CONTAINERD);
    }
  }

  @Test
  void says_when_nobody_listens(@TempDir Path folder) {
    assertThat(idOf(new UnixDialer(folder.resolve("none.sock")))).isEqualTo("no-engine");
  }

  @Test
  void says_when_the_connection_is_refused() throws IOException {
    int port;
    try (var closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }

    assertThat(idOf(new EngineAddress.Tcp("127.0.0.1", port).dialer())).isEqualTo("no-engine");
  }

  @Test
  void says_when_the_socket_may_not_be_opened() {
    assertThat(
            idOf(() -> {
              throw new SocketException("Permission denied");
            }))
        .isEqualTo("engine-permission-denied");
  }

  @Test
  void says_when_the_engine_is_too_old() throws IOException {
    try (var server =
        new ScriptedHttp(PING.replace("1.41", "1.40"), json(GRAPH.replace("20.10", "19.03")))) {
      assertThat(idOf(server.dialer())).isEqualTo("engine-too-old");
    }
  }

  @Test
  void says_when_it_is_podman() throws IOException {
    try (var server =
        new ScriptedHttp(PING.replace("Api-Version", "Libpod-Api-Version: 5.2.0\r\nApi-Version"))) {
      assertThat(idOf(server.dialer())).isEqualTo("engine-is-podman");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nApi-Version: new\r\nContent-Length: 0\r\n\r\n",
        "\u0015\u0003\u0001\0\u0002",
      })
  void says_when_what_answers_is_no_engine(String answer) throws IOException {
    try (var server = new ScriptedHttp(answer)) {
      assertThat(idOf(server.dialer())).isEqualTo("not-an-engine");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<html",
        "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{",
      })
  void says_when_the_engine_does_not_know_itself(String answer) throws IOException {
    try (var server = new ScriptedHttp(PING, answer)) {
      assertThat(idOf(server.dialer())).isEqualTo("not-an-engine");
    }
  }

  @Test
  void loses_patience_with_an_engine_that_says_nothing() throws IOException {
    try (var server = new ScriptedHttp(ScriptedHttp.STAY)) {
      var handshake =
          new EngineHandshake(server.address(), server.dialer(), Duration.ofMillis(200));

      assertThatThrownBy(handshake::meet)
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure().explanation().id()).isEqualTo("engine-silent"));
    }
  }

  @Test
  void ends_when_it_is_interrupted(@TempDir Path folder) throws Exception {
    var ended = new CompletableFuture<Throwable>();
    try (var server = new SilentUnixServer(folder.resolve("engine.sock"))) {
      var thread =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  new EngineHandshake(EngineAddress.USUAL, server.dialer()).meet();
                } catch (Throwable e) {
                  ended.complete(e);
                }
              });
      server.awaitCaller();
      thread.interrupt();

      assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    }
  }

  private static String idOf(Dialer dialer) {
    try {
      new EngineHandshake(EngineAddress.USUAL, dialer).meet();
      return "met";
    } catch (FailureException e) {
      return e.failure().explanation().id();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static EngineHandshake handshake(ScriptedHttp server) {
    return new EngineHandshake(server.address(), server.dialer());
  }

  private static String json(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }
}
