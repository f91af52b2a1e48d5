package io.github.ecrpush.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Listens on a Unix socket, reads one request head and answers with fixed bytes, then echoes what
/// comes.
final class ScriptedEngine implements AutoCloseable {

  private final Path path;
  private final ServerSocketChannel listener;
  private final CompletableFuture<String> request = new CompletableFuture<>();

  ScriptedEngine(Path directory, String answer) throws IOException {
    path = directory.resolve("engine.sock");
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(path));
    Thread.ofPlatform().daemon().start(() -> serve(answer.getBytes(StandardCharsets.UTF_8)));
  }

  Dialer dialer() {
    return new UnixDialer(path);
  }

  String request() throws InterruptedException, ExecutionException {
    return request.get();
  }

  private void serve(byte[] answer) {
    try (var connection = listener.accept()) {
      var in = Channels.newInputStream(connection);
      var head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
        head.write(in.read());
      }
      request.complete(head.toString(StandardCharsets.UTF_8));
      connection.write(ByteBuffer.wrap(answer));
      in.transferTo(Channels.newOutputStream(connection));
    } catch (IOException e) {
      request.completeExceptionally(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Files.deleteIfExists(path);
  }
}
