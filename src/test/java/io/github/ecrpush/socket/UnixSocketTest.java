package io.github.ecrpush.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class UnixSocketTest {

  private static final String UPGRADED = "HTTP/1.1 101 UPGRADED\r\n\r\n";

  @TempDir Path directory;

  @Test
  void fails_when_nobody_listens() {
    assertThatIOException().isThrownBy(new UnixDialer(directory.resolve("none.sock"))::dial);
  }

  @Test
  void reads_and_writes_at_once() throws Exception {
    var bytes = new byte[8 << 20];
    try (var engine = new ScriptedEngine(directory, UPGRADED);
        var socket = new Hijack(engine.dialer(), "/grpc", Map.of()).dial()) {
      var failed = new AtomicReference<IOException>();
      var writer =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  socket.getOutputStream().write(bytes);
                } catch (IOException e) {
                  failed.set(e);
                }
              });

      int read = socket.getInputStream().readNBytes(bytes.length).length;
      writer.join();

      assertThat(read).isEqualTo(bytes.length);
      assertThat(failed).hasValue(null);
    }
  }

  @Test
  void ends_a_read_when_its_channel_is_closed() throws Exception {
    try (var engine = new ScriptedEngine(directory, UPGRADED);
        var socket = new Hijack(engine.dialer(), "/grpc", Map.of()).dial()) {
      var reader = Thread.ofPlatform().start(() -> readIgnoringTheEnd(socket));

      Thread.sleep(50);
      socket.getChannel().close();
      reader.join();

      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void ends_a_read_when_its_thread_is_interrupted() throws Exception {
    try (var engine = new ScriptedEngine(directory, UPGRADED);
        var socket = new Hijack(engine.dialer(), "/grpc", Map.of()).dial()) {
      var reader = Thread.ofPlatform().start(() -> readIgnoringTheEnd(socket));

      reader.interrupt();
      reader.join();

      assertThat(socket.isClosed()).isTrue();
    }
  }

  private static void readIgnoringTheEnd(java.net.Socket socket) {
    try {
      var _ = socket.getInputStream().read();
    } catch (IOException _) {
      // what the test waits for
    }
  }
}
