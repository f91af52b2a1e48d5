package io.github.ecrpush.process;

import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// Stands before an engine's socket, and counts what is sent to the engine.
final class EngineTap implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Path socket;
  private final UnixDomainSocketAddress engine;
  private final ServerSocketChannel door;
  private final AtomicLong sent = new AtomicLong();

  private EngineTap(Path socket, TestEngine engine) throws IOException {
    this.socket = socket;
    this.engine = UnixDomainSocketAddress.of(engine.host().substring("unix://".length()));
    this.door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    door.bind(UnixDomainSocketAddress.of(socket));
  }

  /// @param socket where it listens
  static EngineTap before(TestEngine engine, Path socket) throws IOException {
    var tap = new EngineTap(socket, engine);
    Thread.ofVirtual().start(tap::serve);
    return tap;
  }

  String host() {
    return "unix://" + socket;
  }

  long sent() {
    return sent.get();
  }

  private void serve() {
    try {
      while (true) {
        var ours = door.accept();
        var theirs = SocketChannel.open(engine);
        Thread.ofVirtual().start(() -> copy(ours, theirs, sent));
        Thread.ofVirtual().start(() -> copy(theirs, ours, new AtomicLong()));
      }
    } catch (IOException _) {
      // it was closed
    }
  }

  /// To the end of one direction; the other one goes on.
  private static void copy(SocketChannel from, SocketChannel to, AtomicLong count) {
    var buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer) >= 0) {
        count.addAndGet(buffer.flip().remaining());
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException _) {
      close(from);
      close(to);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // it is of no use to anybody either way
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
