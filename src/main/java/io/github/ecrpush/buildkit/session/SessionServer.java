package io.github.ecrpush.buildkit.session;

import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/// A gRPC server on the one connection of a session.
final class SessionServer {

  /// A `.dockerignore` of 2,000 lines comes as 90 KB of headers.
  private static final int LONGEST_HEADERS = 16 << 20;

  private static final int LONGEST_MESSAGE = 16 << 20;

  private SessionServer() {}

  static Server start(Socket connection, List<BindableService> services) throws IOException {
    QuietGrpc.hush();
    var builder =
        OkHttpServerBuilder.forPort(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                InsecureServerCredentials.create())
            .socketFactory(new DialledServerSockets(new DialledServerSocket(connection)))
            .maxInboundMessageSize(LONGEST_MESSAGE)
            .maxInboundMetadataSize(LONGEST_HEADERS)
            .permitKeepAliveTime(1, TimeUnit.MILLISECONDS)
            .permitKeepAliveWithoutCalls(true);
    services.forEach(builder::addService);
    return builder.build().start();
  }

  private static final class DialledServerSockets extends ServerSocketFactory {

    private final DialledServerSocket socket;

    DialledServerSockets(DialledServerSocket socket) {
      this.socket = socket;
    }

    @Override
    public ServerSocket createServerSocket() {
      return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port) {
      return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
      return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
      return socket;
    }
  }
}
