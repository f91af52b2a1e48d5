package io.github.ecrpush.socket;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;

/// Opens connections to a Unix socket.
public record UnixDialer(Path path) implements Dialer {

  @Override
  public Socket dial() throws IOException {
    return UnixSocket.connect(path);
  }

  @Override
  public String toString() {
    return "unix://" + path;
  }
}
