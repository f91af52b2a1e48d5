package io.github.ecrpush.train;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ServerSocketFactory;

/// Gives a gRPC server connections that somebody else accepted.
final class TakenConnections extends ServerSocketFactory {

  private final BlockingQueue<Socket> waiting = new LinkedBlockingQueue<>();

  void add(Socket connection) {
    waiting.add(connection);
  }

  @Override
  public ServerSocket createServerSocket() {
    try {
      return new Door();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ServerSocket createServerSocket(int port) {
    return createServerSocket();
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) {
    return createServerSocket();
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
    return createServerSocket();
  }

  private final class Door extends ServerSocket {

    private Door() throws IOException {}

    @Override
    public void bind(SocketAddress address, int backlog) {
      // it listens nowhere
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public Socket accept() throws IOException {
      try {
        return waiting.take();
      } catch (InterruptedException e) {
        throw new InterruptedIOException(e.getMessage());
      }
    }
  }
}
