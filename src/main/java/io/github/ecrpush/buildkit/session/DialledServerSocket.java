package io.github.ecrpush.buildkit.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Lets a server accept one connection that we dialled, and then none.
final class DialledServerSocket extends ServerSocket {

  private final AtomicReference<@Nullable Socket> waiting;
  private final CountDownLatch closed = new CountDownLatch(1);

  DialledServerSocket(Socket dialled) throws IOException {
    this.waiting = new AtomicReference<>(dialled);
  }

  @Override
  public void bind(SocketAddress address) {
    // it listens nowhere
  }

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
    var socket = waiting.getAndSet(null);
    if (socket != null) {
      return socket;
    }
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new SocketException("closed");
  }

  @Override
  public boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    super.close();
  }
}
