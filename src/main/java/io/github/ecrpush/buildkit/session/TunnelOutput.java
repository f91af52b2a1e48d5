package io.github.ecrpush.buildkit.session;

import com.google.protobuf.UnsafeByteOperations;
import io.github.ecrpush.buildkit.wire.SessionBytes;
import io.grpc.ClientCall;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The bytes that go into a tunnel, put together to messages of a good size.
final class TunnelOutput extends OutputStream {

  private static final int LARGEST = 128 * 1024;

  private final ClientCall<SessionBytes, SessionBytes> call;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ready = lock.newCondition();
  private final byte[] buffer = new byte[LARGEST];
  private int used;
  private boolean ended;

  TunnelOutput(ClientCall<SessionBytes, SessionBytes> call) {
    this.call = call;
  }

  void wake() {
    lock.lock();
    try {
      ready.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      ready.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    lock.lock();
    try {
      int from = offset;
      while (from < offset + length) {
        int part = Math.min(offset + length - from, LARGEST - used);
        System.arraycopy(bytes, from, buffer, used, part);
        used += part;
        from += part;
        if (used == LARGEST) {
          send();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void flush() throws IOException {
    lock.lock();
    try {
      if (used > 0) {
        send();
      }
    } finally {
      lock.unlock();
    }
  }

  /// gRPC has written a message out when it has taken it, so the buffer is free again.
  private void send() throws IOException {
    try {
      while (!ended && !call.isReady()) {
        ready.await();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while writing");
    }
    if (ended) {
      throw new IOException("the session has ended");
    }
    call.sendMessage(
        SessionBytes.newBuilder()
            .setContent(UnsafeByteOperations.unsafeWrap(buffer, 0, used))
            .build());
    used = 0;
  }
}
