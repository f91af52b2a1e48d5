package io.github.ecrpush.buildkit.session;

import io.github.ecrpush.buildkit.filesync.Transit;
import io.github.ecrpush.socket.StreamSocket;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;

/// A connection that tells how much it has taken.
final class MeteredSocket extends StreamSocket {

  private final Socket connection;

  MeteredSocket(Socket connection, Transit transit) throws IOException {
    super(connection.getInputStream(), meter(connection.getOutputStream(), transit));
    this.connection = connection;
  }

  private static OutputStream meter(OutputStream out, Transit transit) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        transit.taken(length);
      }
    };
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    connection.setTcpNoDelay(on);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  @Override
  public boolean isClosed() {
    return connection.isClosed();
  }
}
