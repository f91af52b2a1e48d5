package io.github.ecrpush.sandbox.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/// A listener on one address that asks one endpoint: HTTP/1.1, plain or over TLS.
///
/// It is not the JDK's own server, because that lets a client wait for ever that tries TLS on a
/// plain port, as Engines do before they try HTTP, sends `100 Continue` before anybody has looked
/// at the call, and knows no way to drain a large body.
///
/// Every connection has a thread of its own, and there is a bound to them. When it is reached,
/// connections that wait for their next call are closed to make room.
public final class WebServer implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 256;
  private static final int BACKLOG = 256;
  private static final int CLOSE_SECONDS = 2;

  private final ServerSocket listener;
  private final Endpoint endpoint;
  private final InstantSource clock;
  private final Semaphore room = new Semaphore(MOST_CONNECTIONS);
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  private WebServer(ServerSocket listener, Endpoint endpoint, InstantSource clock) {
    this.listener = listener;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  /// Listens on an address, but answers nobody before [#start()].
  public static WebServer bind(
      InetSocketAddress address, Optional<SSLContext> tls, Endpoint endpoint, InstantSource clock)
      throws IOException {
    var listener =
        tls.isPresent()
            ? tls.get().getServerSocketFactory().createServerSocket()
            : new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(address, BACKLOG);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    return new WebServer(listener, endpoint, clock);
  }

  public void start() {
    Thread.ofPlatform().daemon().name("sandbox-listener").start(this::listen);
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void listen() {
    try {
      while (true) {
        var socket = listener.accept();
        makeRoom();
        serve(socket);
      }
    } catch (IOException | InterruptedException _) {
      // closed
    }
  }

  private void makeRoom() throws InterruptedException {
    while (!room.tryAcquire(50, TimeUnit.MILLISECONDS)) {
      connections.stream().filter(Connection::isIdle).findAny().ifPresent(Connection::close);
    }
  }

  private void serve(Socket socket) {
    var connection = new Connection(socket, endpoint, clock);
    connections.add(connection);
    Thread.ofPlatform()
        .daemon()
        .name("sandbox-connection")
        .start(() -> {
          try (connection) {
            connection.serve();
          } finally {
            connections.remove(connection);
            room.release();
          }
        });
  }

  /// Stops listening, and cuts what is still being answered.
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException _) {
      // nobody can connect any more either way
    }
    connections.forEach(Connection::close);
    try {
      boolean _ = room.tryAcquire(MOST_CONNECTIONS, CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
