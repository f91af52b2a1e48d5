package io.github.ecrpush.buildkit.session;

import com.google.protobuf.ByteString;
import io.github.ecrpush.buildkit.wire.SessionBytes;
import io.grpc.ClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The bytes that come out of a tunnel. One thread reads them; gRPC adds them on another.
final class TunnelInput extends InputStream {

  /// How many messages may wait to be read.
  static final int AHEAD = 16;

  private final ClientCall<SessionBytes, SessionBytes> call;

  /// Nothing stands for the end.
  private final BlockingQueue<Optional<ByteString>> waiting = new LinkedBlockingQueue<>();

  private InputStream current = InputStream.nullInputStream();

  TunnelInput(ClientCall<SessionBytes, SessionBytes> call) {
    this.call = call;
  }

  void add(ByteString bytes) {
    waiting.add(Optional.of(bytes));
  }

  void end() {
    waiting.add(Optional.empty());
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int read = current.read(target, offset, length);
    while (read <= 0) {
      var next = take();
      if (next.isEmpty()) {
        end();
        return -1;
      }
      call.request(1);
      current = next.get().newInput();
      read = current.read(target, offset, length);
    }
    return read;
  }

  private Optional<ByteString> take() throws InterruptedIOException {
    try {
      return waiting.take();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading");
    }
  }
}
