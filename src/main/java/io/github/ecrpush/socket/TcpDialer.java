package io.github.ecrpush.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// Opens plain TCP connections.
public record TcpDialer(String host, int port) implements Dialer {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public Socket dial() throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), Math.toIntExact(PATIENCE.toMillis()));
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public String toString() {
    return "tcp://" + host + ":" + port;
  }
}
