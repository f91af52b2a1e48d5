package io.github.ecrpush.build.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.ecrpush.testing.DockerRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands before a registry and answers the first manifest with an error of its own.
final class StumblingRegistry implements AutoCloseable {

  private final ServerSocket listener;
  private final int target;
  private final AtomicInteger refusals = new AtomicInteger();

  private StumblingRegistry(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  static StumblingRegistry before(DockerRegistry registry) throws IOException {
    int port = Integer.parseInt(registry.host().substring(registry.host().indexOf(':') + 1));
    var front =
        new StumblingRegistry(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
    Thread.ofPlatform().daemon().start(front::accept);
    return front;
  }

  String host() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  int refusals() {
    return refusals.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var client = listener.accept();
        Thread.ofPlatform().daemon().start(() -> serve(client));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var registry = new Socket(InetAddress.getLoopbackAddress(), target)) {
      Thread.ofPlatform().daemon().start(() -> answer(registry, client));
      var buffer = new byte[64 * 1024];
      for (int read = client.getInputStream().read(buffer);
          read >= 0;
          read = client.getInputStream().read(buffer)) {
        boolean manifest =
            new String(buffer, 0, read, ISO_8859_1).startsWith("PUT /v2/app/manifests/");
        if (manifest && refusals.compareAndSet(0, 1)) {
          client
              .getOutputStream()
              .write(
                  "HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                      .getBytes(ISO_8859_1));
          return;
        }
        registry.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException _) {
      return; // one side hung up, and so does the other
    }
  }

  private static void answer(Socket registry, Socket client) {
    try (registry;
        client) {
      registry.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException _) {
      return; // one side hung up, and so does the other
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
