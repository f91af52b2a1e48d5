package io.github.ecrpush.buildkit;

import io.github.ecrpush.buildkit.wire.FileStat;
import io.github.ecrpush.buildkit.wire.Packet;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A directory on its way to BuildKit, seen from there.
final class ReceivedDirectory {

  private final ClientCall<Packet, Packet> call;
  private final BlockingQueue<Packet> packets = new LinkedBlockingQueue<>();
  private final BlockingQueue<Status> end = new LinkedBlockingQueue<>();
  private final List<FileStat> stats = new ArrayList<>();

  private ReceivedDirectory(ClientCall<Packet, Packet> call) {
    this.call = call;
  }

  static ReceivedDirectory of(ClientCall<Packet, Packet> call, Metadata headers) {
    var received = new ReceivedDirectory(call);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(Packet packet) {
            received.packets.add(packet);
            call.request(1);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            received.end.add(status);
          }
        },
        headers);
    call.request(1);
    return received;
  }

  /// Waits for the whole list.
  List<FileStat> stats() throws InterruptedException {
    for (var packet = next(); packet.hasStat(); packet = next()) {
      stats.add(packet.getStat());
    }
    return stats;
  }

  List<String> paths() throws InterruptedException {
    return stats().stream().map(FileStat::getPath).toList();
  }

  void ask(int id) {
    call.sendMessage(FakeBuildKit.request(id));
  }

  /// Asks for the content of a listed file and waits for all of it.
  byte[] content(String path) throws InterruptedException {
    ask(indexOf(path));
    var content = new ByteArrayOutputStream();
    for (var packet = next(); !packet.getContent().isEmpty(); packet = next()) {
      content.writeBytes(packet.getContent().toByteArray());
    }
    return content.toByteArray();
  }

  int indexOf(String path) {
    return stats.stream().map(FileStat::getPath).toList().indexOf(path);
  }

  FileStat stat(String path) {
    return stats.get(indexOf(path));
  }

  /// Says that all is there and waits for the end.
  Status finish() throws InterruptedException {
    call.sendMessage(FakeBuildKit.finish());
    return end();
  }

  Status end() throws InterruptedException {
    var status = end.poll(20, TimeUnit.SECONDS);
    if (status == null) {
      throw new AssertionError("the transfer does not end");
    }
    return status;
  }

  void cancel() {
    call.cancel("not wanted any more", null);
  }

  private Packet next() throws InterruptedException {
    var packet = packets.poll(20, TimeUnit.SECONDS);
    if (packet == null) {
      throw new AssertionError("nothing comes; the call's end: " + end.peek());
    }
    return packet;
  }
}
