package io.github.ecrpush.buildkit.filesync;

import io.github.ecrpush.buildkit.filesync.TransferException.Reason;
import io.github.ecrpush.buildkit.wire.FileStat;
import io.github.ecrpush.buildkit.wire.Packet;
import io.github.ecrpush.dockerfile.PathPatterns;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One directory on its way to BuildKit.
///
/// gRPC tells us what BuildKit says on a thread of its own, which never waits here: walking and
/// reading are done by threads of the session.
final class Transfer extends ServerCall.Listener<Packet> {

  private static final int READERS = 3;
  private static final int TOLD_AHEAD = 256;

  private final Path root;
  private final TransferRequest request;
  private final ServerCall<Packet, Packet> call;
  private final PacketStream out;
  private final Workshop workshop;
  private final Map<Integer, SentFile> files = new ConcurrentHashMap<>();
  private final Queue<Integer> asked = new ConcurrentLinkedQueue<>();
  private final AtomicInteger readers = new AtomicInteger();
  private int sent;

  Transfer(Path root, TransferRequest request, ServerCall<Packet, Packet> call, Workshop workshop) {
    this.root = root;
    this.request = request;
    this.call = call;
    this.out = new PacketStream(call, workshop.transit());
    this.workshop = workshop;
  }

  void start() {
    call.request(TOLD_AHEAD);
    work(this::walk);
  }

  @Override
  public void onMessage(Packet packet) {
    call.request(1);
    switch (packet.getType()) {
      case REQUEST -> {
        asked.add(packet.getId());
        if (isReaderMissing()) {
          work(this::readWhatIsAsked);
        }
      }
      case FINISH -> out.finish(Packet.newBuilder().setType(Packet.Type.FINISH).build());
      case FAIL -> out.fail(Status.ABORTED);
      case STAT, CONTENT, UNRECOGNIZED -> out.fail(Status.INVALID_ARGUMENT);
    }
  }

  @Override
  public void onReady() {
    out.wake();
  }

  @Override
  public void onCancel() {
    out.ended();
  }

  @Override
  public void onComplete() {
    out.ended();
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void work(Work work) {
    try {
      workshop
          .threads()
          .execute(() -> {
            try {
              work.run();
            } catch (InterruptedException | CancellationException _) {
              out.fail(Status.CANCELLED);
            } catch (Throwable e) { // whatever it is, BuildKit must not wait for the rest
              out.fail(
                  Status.FAILED_PRECONDITION.withDescription(e.getMessage()),
                  () -> workshop.problems().accept(e));
            }
          });
    } catch (RejectedExecutionException _) {
      out.fail(Status.CANCELLED); // the session was closed
    }
  }

  private void walk() throws IOException, InterruptedException {
    new TreeWalk(root, filter(), this::tell).walk();
    out.send(Packet.newBuilder().setType(Packet.Type.STAT).build());
  }

  private void tell(FileStat stat, @Nullable SentFile file) throws InterruptedException {
    int id = sent++;
    if (file != null) {
      files.put(id, file);
    }
    out.send(Packet.newBuilder().setType(Packet.Type.STAT).setStat(stat).build());
  }

  private void readWhatIsAsked() throws IOException, InterruptedException {
    do {
      try (var reader = new FileReader(root, out)) {
        for (var id = asked.poll(); id != null; id = asked.poll()) {
          var file = files.remove(id);
          if (file == null) {
            out.fail(Status.INVALID_ARGUMENT.withDescription("there is no content " + id));
            return;
          }
          reader.send(id, file);
        }
      } finally {
        readers.decrementAndGet();
      }
      // something may have been asked for between the last look and the end of this reader
    } while (!asked.isEmpty() && isReaderMissing());
  }

  /// Counts one more reader, unless there are enough.
  private boolean isReaderMissing() {
    if (readers.incrementAndGet() <= READERS) {
      return true;
    }
    readers.decrementAndGet();
    return false;
  }

  private Filter filter() throws IOException {
    var include = new ArrayList<>(request.include());
    include.addAll(FollowedPaths.of(root, request.follow()));
    return new Filter(patterns(include), patterns(request.exclude()));
  }

  private PathPatterns patterns(List<String> texts) throws TransferException {
    for (var text : texts) {
      requireRepresentable(text);
    }
    try {
      return PathPatterns.of(texts);
    } catch (IllegalArgumentException e) {
      throw new TransferException(Reason.BAD_PATTERN, root, String.join(", ", texts), e);
    }
  }

  /// Under an ASCII locale a pattern with other letters would match no name, in silence.
  private void requireRepresentable(String text) throws TransferException {
    try {
      var _ = Path.of(text);
    } catch (InvalidPathException e) {
      throw new TransferException(Reason.UNREPRESENTABLE_NAME, root, text, e);
    }
  }
}
