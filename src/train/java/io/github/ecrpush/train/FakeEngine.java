package io.github.ecrpush.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Map;

/// A Docker Engine to train the start-up cache with, where there is none, as in a `docker build`. It
/// says what an engine says, asks what its BuildKit asks, and in place of an image that it built it
/// pushes a [tiny one][TinyImage], always the same.
///
/// It runs in a process of its own: what the cache remembers is the program alone.
///
///     java -cp JAR FakeEngine.java GRAPH-SOCKET CONTAINERD-SOCKET
final class FakeEngine {

  /// Where an engine keeps its images.
  enum Store {
    GRAPH,
    CONTAINERD
  }

  private final Map<String, String> environment = System.getenv();

  private FakeEngine() {}

  public static void main(String[] sockets) throws IOException {
    var engine = new FakeEngine();
    engine.listen(Path.of(sockets[0]), Store.GRAPH);
    engine.listen(Path.of(sockets[1]), Store.CONTAINERD);
    System.out.println("ready");
  }

  private void listen(Path path, Store store) throws IOException {
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    var image = new TinyImage(store);
    var registry = new RegistryPush(image, environment);
    var buildkit = new FakeBuildKit(store, image, registry);
    var api = new EngineApi(store, new LocalImages(image), registry);
    start(() -> {
      while (true) {
        var connection = new Connection(server.accept());
        start(() -> {
          var request = connection.read();
          switch (request.path()) {
            case "/grpc" -> buildkit.takeChannel(connection.upgrade());
            case "/session" ->
                buildkit.takeSession(request.header("x-docker-expose-session-uuid"), connection);
            default -> {
              try (connection) {
                api.answer(request, connection);
              }
            }
          }
        });
      }
    });
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread.ofPlatform()
        .start(() -> {
          try {
            work.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
