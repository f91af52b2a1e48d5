package io.github.ecrpush.buildkit.session;

import io.github.ecrpush.buildkit.wire.SessionBytes;
import io.github.ecrpush.socket.StreamSocket;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import java.net.Socket;

/// A connection whose bytes travel as messages of a gRPC call.
final class Tunnel extends StreamSocket {

  private final ClientCall<SessionBytes, SessionBytes> call;
  private final TunnelInput in;
  private final TunnelOutput out;
  private volatile boolean closed;

  private Tunnel(ClientCall<SessionBytes, SessionBytes> call, TunnelInput in, TunnelOutput out) {
    super(in, out);
    this.call = call;
    this.in = in;
    this.out = out;
  }

  static Socket open(ClientCall<SessionBytes, SessionBytes> call, Metadata headers) {
    var in = new TunnelInput(call);
    var out = new TunnelOutput(call);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(SessionBytes message) {
            in.add(message.getContent());
          }

          @Override
          public void onReady() {
            out.wake();
          }

          @Override
          public void onClose(io.grpc.Status status, Metadata trailers) {
            in.end();
            out.end();
          }
        },
        headers);
    call.request(TunnelInput.AHEAD);
    return new Tunnel(call, in, out);
  }

  @Override
  public void close() {
    closed = true;
    in.end();
    out.end();
    call.cancel("the session was closed", null);
  }

  @Override
  public boolean isClosed() {
    return closed;
  }
}
