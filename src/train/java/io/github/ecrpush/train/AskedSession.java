package io.github.ecrpush.train;

import io.github.ecrpush.buildkit.wire.AuthGrpc;
import io.github.ecrpush.buildkit.wire.CredentialsCall;
import io.github.ecrpush.buildkit.wire.FileStat;
import io.github.ecrpush.buildkit.wire.FileSyncGrpc;
import io.github.ecrpush.buildkit.wire.HealthCheckRequest;
import io.github.ecrpush.buildkit.wire.HealthGrpc;
import io.github.ecrpush.buildkit.wire.Packet;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.SocketFactory;

/// A session, seen from BuildKit: there it is the client.
final class AskedSession {

  /// Larger than the smallest, so that the other side hears of it.
  static final int WINDOW = 1 << 20;

  private static final int DIRECTORY = 1 << 31;

  private final ManagedChannel channel;

  private AskedSession(ManagedChannel channel) {
    this.channel = channel;
  }

  static AskedSession over(Connection connection) {
    var channel =
        OkHttpChannelBuilder.forAddress("127.0.0.1", 1)
            .usePlaintext()
            .overrideAuthority("localhost")
            .proxyDetector(_ -> null)
            .socketFactory(new Always(connection))
            .flowControlWindow(WINDOW)
            .build();
    return new AskedSession(channel);
  }

  /// The login to a registry, as `username:password`.
  String login(String host) {
    var answer =
        AuthGrpc.newBlockingStub(channel)
            .credentials(CredentialsCall.newBuilder().setHost(host).build());
    return answer.getUsername() + ":" + answer.getSecret();
  }

  /// Reads a folder: the list of what is in it, and then each file.
  void read(String folder, String header, String value) throws IOException, InterruptedException {
    var _ = HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance());
    var headers = new Metadata();
    headers.put(key("dir-name"), folder);
    headers.put(key(header), value);
    headers.put(key(header + "-encoded"), "1");
    var call = channel.newCall(FileSyncGrpc.getDiffCopyMethod(), CallOptions.DEFAULT);
    var packets = new LinkedBlockingQueue<Packet>();
    call.start(new Received(packets, call), headers);
    call.request(1);
    var listed = new ArrayList<FileStat>();
    for (var packet = packets.take(); packet.hasStat(); packet = packets.take()) {
      listed.add(packet.getStat());
    }
    for (int id = 0; id < listed.size(); id++) {
      if ((listed.get(id).getMode() & DIRECTORY) == 0) {
        call.sendMessage(Packet.newBuilder().setType(Packet.Type.REQUEST).setId(id).build());
        while (!packets.take().getContent().isEmpty()) {
          // its content is of no use
        }
      }
    }
    call.sendMessage(Packet.newBuilder().setType(Packet.Type.FINISH).build());
    if (packets.take().getType() != Packet.Type.FINISH) {
      throw new IOException("the session does not finish");
    }
    call.halfClose();
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /// Keeps what arrives, and at a broken end something that nobody waits for.
  private static final class Received extends ClientCall.Listener<Packet> {

    private final BlockingQueue<Packet> packets;
    private final ClientCall<Packet, Packet> call;

    Received(BlockingQueue<Packet> packets, ClientCall<Packet, Packet> call) {
      this.packets = packets;
      this.call = call;
    }

    @Override
    public void onMessage(Packet packet) {
      packets.add(packet);
      call.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      packets.add(Packet.newBuilder().setType(Packet.Type.FAIL).build());
    }
  }

  /// Gives the one connection that there is.
  private static final class Always extends SocketFactory {

    private final Socket connection;

    Always(Socket connection) {
      this.connection = connection;
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      return connection;
    }

    @Override
    public Socket createSocket(String host, int port) {
      return connection;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
      return connection;
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
      return connection;
    }
  }
}
