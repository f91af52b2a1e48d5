package io.github.ecrpush.buildkit;

import io.github.ecrpush.buildkit.session.QuietGrpc;
import io.github.ecrpush.http.RuntimeTrust;
import io.github.ecrpush.socket.Dialer;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/// A gRPC channel over connections that a [Dialer] opens.
final class DialledChannel {

  /// Whoever is called, this is what HTTP/2 is told: some servers refuse the path of a socket.
  private static final String AUTHORITY = "localhost";

  private static final int LONGEST_MESSAGE = 16 << 20;

  /// The details of a failed build hold the whole Dockerfile, and come as a header.
  private static final int LONGEST_HEADERS = 16 << 20;

  private static final int WINDOW = 1 << 20;

  private DialledChannel() {}

  static void makeReady() {
    var _ = builder();
  }

  private static OkHttpChannelBuilder builder() {
    QuietGrpc.hush();
    RuntimeTrust.readLate(); // gRPC makes a TLS context, and uses none
    return OkHttpChannelBuilder.forAddress("127.0.0.1", 1);
  }

  static ManagedChannel open(Dialer dialer) {
    return builder()
        .usePlaintext()
        .overrideAuthority(AUTHORITY)
        .proxyDetector(_ -> null)
        .socketFactory(new DialledSockets(dialer))
        .flowControlWindow(WINDOW)
        .maxInboundMessageSize(LONGEST_MESSAGE)
        .maxInboundMetadataSize(LONGEST_HEADERS)
        .build();
  }

  private static final class DialledSockets extends SocketFactory {

    private final Dialer dialer;

    DialledSockets(Dialer dialer) {
      this.dialer = dialer;
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return dialer.dial();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return dialer.dial();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
        throws IOException {
      return dialer.dial();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
        throws IOException {
      return dialer.dial();
    }
  }
}
