package io.github.ecrpush.buildkit.filesync;

import com.google.protobuf.UnsafeByteOperations;
import io.github.ecrpush.buildkit.filesync.TransferException.Reason;
import io.github.ecrpush.buildkit.wire.Packet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Reads contents of files and sends them. Belongs to one thread.
///
/// It keeps the directories open on the way to the last file, because the next file mostly is
/// close.
final class FileReader implements AutoCloseable {

  private static final int CHUNK = 512 * 1024;
  private static final int SMALL = 32 * 1024;

  private final Path root;
  private final PacketStream out;
  private final OpenDirectory start;
  private final Deque<Step> way = new ArrayDeque<>();
  private ByteBuffer buffer = ByteBuffer.allocate(SMALL);

  private record Step(Path name, OpenDirectory directory) {}

  FileReader(Path root, PacketStream out) throws IOException {
    this.root = root;
    this.out = out;
    this.start = OpenDirectory.at(root);
  }

  /// Sends a content under a number, ended by a packet without content.
  ///
  /// @throws TransferException if the file is not what it was when its properties were sent
  void send(int id, SentFile file) throws IOException, InterruptedException {
    try {
      var directory = enter(file.directory());
      requireUnchanged(directory, file);
      if (file.size() > 0) {
        sendContent(id, file, directory);
        requireUnchanged(directory, file);
      }
    } catch (IOException e) {
      throw TransferException.of(e, root, file.path());
    }
    out.send(Packet.newBuilder().setType(Packet.Type.CONTENT).setId(id).build());
  }

  private void sendContent(int id, SentFile file, OpenDirectory directory)
      throws IOException, InterruptedException {
    useBufferFor(file.size());
    try (var channel = directory.open(file.name())) {
      long left = file.size();
      while (left > 0) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), left));
        while (buffer.hasRemaining()) {
          if (channel.read(buffer) < 0) {
            throw changed(file);
          }
        }
        left -= buffer.position();
        var content = UnsafeByteOperations.unsafeWrap(buffer.array(), 0, buffer.position());
        out.send(
            Packet.newBuilder().setType(Packet.Type.CONTENT).setId(id).setContent(content).build());
      }
    }
  }

  private void requireUnchanged(OpenDirectory directory, SentFile file) throws IOException {
    if (!file.isStill(directory.attributes(file.name()))) {
      throw changed(file);
    }
  }

  private void useBufferFor(long size) {
    if (size > buffer.capacity() && buffer.capacity() < CHUNK) {
      buffer = ByteBuffer.allocate(CHUNK);
    }
  }

  private OpenDirectory enter(Place place) throws IOException {
    var names = place.names();
    while (!isOn(names)) {
      way.removeLast().directory().close();
    }
    for (var name : names.subList(way.size(), names.size())) {
      way.addLast(new Step(name, here().enter(name)));
    }
    return here();
  }

  private boolean isOn(List<Path> names) {
    if (way.size() > names.size()) {
      return false;
    }
    int i = 0;
    for (var step : way) {
      if (!step.name().equals(names.get(i++))) {
        return false;
      }
    }
    return true;
  }

  private OpenDirectory here() {
    return way.isEmpty() ? start : way.getLast().directory();
  }

  private TransferException changed(SentFile file) {
    return new TransferException(Reason.CHANGED, root, file.path(), null);
  }

  @Override
  public void close() throws IOException {
    while (!way.isEmpty()) {
      way.removeLast().directory().close();
    }
    start.close();
  }
}
