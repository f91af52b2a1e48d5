package io.github.ecrpush.build.engine;

import io.github.ecrpush.socket.Dialer;
import io.github.ecrpush.socket.UnixDialer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/// Takes a connection on a Unix socket and never says anything.
final class SilentUnixServer implements AutoCloseable {

  private final Path path;
  private final ServerSocketChannel listener;

  SilentUnixServer(Path path) throws IOException {
    this.path = path;
    this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(path));
  }

  Dialer dialer() {
    return new UnixDialer(path);
  }

  void awaitCaller() throws IOException {
    listener.accept();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
