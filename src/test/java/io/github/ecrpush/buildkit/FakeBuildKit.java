package io.github.ecrpush.buildkit;

import com.google.protobuf.ByteString;
import io.github.ecrpush.buildkit.session.Session;
import io.github.ecrpush.buildkit.session.SessionLink;
import io.github.ecrpush.buildkit.session.SessionOffer;
import io.github.ecrpush.buildkit.wire.FileSyncGrpc;
import io.github.ecrpush.buildkit.wire.Packet;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;

/// The other side of a session, on loopback: asks as BuildKit does.
final class FakeBuildKit implements SessionLink, AutoCloseable {

  private final Session session;
  private Map<String, List<String>> headers = Map.of();
  private Socket theirs = new Socket();
  private final ManagedChannel channel;

  FakeBuildKit(SessionOffer offer) throws IOException, InterruptedException {
    session = Session.open(this, offer);
    channel = DialledChannel.open(() -> theirs);
  }

  @Override
  public Socket connect(Map<String, List<String>> told) throws IOException {
    headers = told;
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var ours = new Socket(listener.getInetAddress(), listener.getLocalPort());
      theirs = listener.accept();
      return ours;
    }
  }

  Map<String, List<String>> headers() {
    return headers;
  }

  Session session() {
    return session;
  }

  ManagedChannel channel() {
    return channel;
  }

  /// Asks for a directory with these headers.
  ReceivedDirectory ask(String... headers) {
    var metadata = new Metadata();
    for (int i = 0; i < headers.length; i += 2) {
      metadata.put(Metadata.Key.of(headers[i], Metadata.ASCII_STRING_MARSHALLER), headers[i + 1]);
    }
    ClientCall<Packet, Packet> call =
        channel.newCall(FileSyncGrpc.getDiffCopyMethod(), CallOptions.DEFAULT);
    return ReceivedDirectory.of(call, metadata);
  }

  static Packet request(int id) {
    return Packet.newBuilder().setType(Packet.Type.REQUEST).setId(id).build();
  }

  static Packet finish() {
    return Packet.newBuilder().setType(Packet.Type.FINISH).setContent(ByteString.EMPTY).build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    session.close();
  }
}
