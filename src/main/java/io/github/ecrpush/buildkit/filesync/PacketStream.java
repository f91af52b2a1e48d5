package io.github.ecrpush.buildkit.filesync;

import io.github.ecrpush.buildkit.wire.Packet;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The way from us to BuildKit in one transfer, shared by several threads.
///
/// One lock guards the call, which is not safe for threads. Who sends waits while too much is on
/// its way already: that is what keeps memory flat.
final class PacketStream {

  private static final int ON_ITS_WAY = 1 << 20;

  private final ServerCall<Packet, Packet> call;
  private final Transit transit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ready = lock.newCondition();
  private boolean ended;

  PacketStream(ServerCall<Packet, Packet> call, Transit transit) {
    this.call = call;
    this.transit = transit;
    call.setOnReadyThreshold(ON_ITS_WAY);
    call.sendHeaders(new Metadata());
  }

  /// Sends a packet. The packet's bytes are free to be used again when this returns.
  ///
  /// @throws CancellationException if the transfer has ended
  void send(Packet packet) throws InterruptedException {
    transit.add(packet.getContent().size());
    lock.lockInterruptibly();
    try {
      while (!ended && !call.isReady()) {
        ready.await();
      }
      if (ended) {
        throw new CancellationException("the transfer has ended");
      }
      call.sendMessage(packet);
    } finally {
      lock.unlock();
    }
  }

  /// Sends the last packet, without waiting, and ends the call well.
  void finish(Packet last) {
    lock.lock();
    try {
      if (!ended) {
        call.sendMessage(last);
        end(Status.OK);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Ends the call with an error, unless it has ended.
  void fail(Status status) {
    fail(status, () -> {});
  }

  /// Ends the call with an error, unless it has ended.
  ///
  /// @param before is run before the other side hears of it
  void fail(Status status, Runnable before) {
    lock.lock();
    try {
      if (!ended) {
        before.run();
        end(status);
      }
    } finally {
      lock.unlock();
    }
  }

  /// To be called when gRPC can take more.
  void wake() {
    lock.lock();
    try {
      ready.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// To be called when the other side has ended the call.
  void ended() {
    lock.lock();
    try {
      ended = true;
      ready.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end(Status status) {
    ended = true;
    ready.signalAll();
    call.close(status, new Metadata());
  }
}
