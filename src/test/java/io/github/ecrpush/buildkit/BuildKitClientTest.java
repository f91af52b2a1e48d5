package io.github.ecrpush.buildkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.socket.Dialer;
import io.github.ecrpush.socket.HijackRefusedException;
import io.github.ecrpush.socket.TcpDialer;
import io.github.ecrpush.socket.UnixDialer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BuildKitClientTest {

  private static final String PREFACE = "PRI * HTTP/2.0";

  @Test
  void says_why_there_is_no_connection() {
    var nobody = new Endpoint.Engine(new UnixDialer(Path.of("/not/there.sock")));
    try (var client = BuildKitClient.open(nobody)) {
      var failure =
          catchThrowableOfType(BuildKitException.class, () -> client.askForWorker().await());

      assertThat(failure.code()).isEqualTo(RpcCode.UNAVAILABLE);
      assertThat(failure).hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void says_that_the_engine_refused() throws Exception {
    try (var engine = new Answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
        var client = BuildKitClient.open(new Endpoint.Engine(engine.dialer()))) {
      var failure =
          catchThrowableOfType(BuildKitException.class, () -> client.askForWorker().await());

      assertThat(failure.getCause())
          .isInstanceOfSatisfying(
              HijackRefusedException.class, e -> assertThat(e.status()).isEqualTo(403));
    }
  }

  @Test
  void speaks_http2_at_once_to_an_engine_that_cannot_be_hijacked() throws Exception {
    try (var engine = new Answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        var client = BuildKitClient.open(new Endpoint.Engine(engine.dialer()))) {
      var _ = catchThrowableOfType(BuildKitException.class, () -> client.askForWorker().await());

      assertThat(engine.heard.get(0)).startsWith("POST /grpc HTTP/1.1");
      assertThat(engine.heard.get(1)).startsWith(PREFACE);
    }
  }

  @Test
  void speaks_http2_at_once_to_a_daemon() throws Exception {
    try (var daemon = new Answering("");
        var client = BuildKitClient.open(new Endpoint.Daemon(daemon.dialer()))) {
      var _ = catchThrowableOfType(BuildKitException.class, () -> client.askForWorker().await());

      assertThat(daemon.heard.getFirst()).startsWith(PREFACE);
    }
  }

  @Test
  void does_not_wait_for_an_engine_that_is_silent_once_it_is_interrupted() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var client =
            BuildKitClient.open(
                new Endpoint.Daemon(new TcpDialer("127.0.0.1", silent.getLocalPort())))) {
      var ended = new CompletableFuture<InterruptedException>();
      var caller =
          Thread.ofPlatform()
              .start(() ->
                  ended.complete(
                      catchThrowableOfType(
                          InterruptedException.class, () -> client.askForWorker().await())));

      Thread.sleep(200);
      caller.interrupt();
      caller.join(Duration.ofSeconds(2));

      assertThat(ended).isCompletedWithValueMatching(e -> e != null);
    }
  }

  /// Answers whatever is first said on each connection with the same, and closes it.
  private static final class Answering implements AutoCloseable {

    final List<String> heard = new CopyOnWriteArrayList<>();
    private final ServerSocket listener;

    Answering(String answer) throws IOException {
      listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            while (!listener.isClosed()) {
              try (var socket = listener.accept()) {
                var first = new byte[4096];
                int length = socket.getInputStream().read(first);
                heard.add(new String(first, 0, Math.max(length, 0), UTF_8));
                socket.getOutputStream().write(answer.getBytes(UTF_8));
              } catch (IOException _) {
                // the next connection may fare better
              }
            }
          });
    }

    Dialer dialer() {
      return new TcpDialer("127.0.0.1", listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
