package io.github.ecrpush.buildkit;

import io.github.ecrpush.buildkit.SolveEvent.VertexOutput;
import io.github.ecrpush.buildkit.SolveEvent.VertexProgress;
import io.github.ecrpush.buildkit.SolveEvent.VertexWarning;
import io.github.ecrpush.buildkit.SourceLocation.LineRange;
import io.github.ecrpush.buildkit.wire.ControlGrpc;
import io.github.ecrpush.buildkit.wire.ProgressUpdate;
import io.github.ecrpush.buildkit.wire.StatusCall;
import io.github.ecrpush.buildkit.wire.StatusUpdate;
import io.github.ecrpush.buildkit.wire.WarningUpdate;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What BuildKit tells of a build while it runs.
///
/// gRPC calls the listener's methods one after the other on a thread of its own, and BuildKit sends
/// no more than what was taken.
final class StatusStream extends ClientCall.Listener<StatusUpdate> {

  /// For a build that never came to be BuildKit tells nothing for some seconds.
  private static final Duration PATIENCE_WITHOUT_A_WORD = Duration.ofMillis(200);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ClientCall<StatusCall, StatusUpdate> call;
  private final SolveListener listener;
  private final Runnable onBrokenListener;
  private final Vertices vertices = new Vertices();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Object gate = new Object();
  private boolean stopped;
  private Optional<RuntimeException> broken = Optional.empty();
  private volatile long lastWord;

  private StatusStream(
      ClientCall<StatusCall, StatusUpdate> call,
      SolveListener listener,
      Runnable onBrokenListener) {
    this.call = call;
    this.listener = listener;
    this.onBrokenListener = onBrokenListener;
  }

  /// @param onBrokenListener is run when the listener throws, which ends the telling
  static StatusStream open(
      Channel channel, String ref, SolveListener listener, Runnable onBrokenListener) {
    var call = channel.newCall(ControlGrpc.getStatusMethod(), CallOptions.DEFAULT);
    var stream = new StatusStream(call, listener, onBrokenListener);
    call.start(stream, new Metadata());
    call.request(1);
    call.sendMessage(StatusCall.newBuilder().setRef(ref).build());
    call.halfClose();
    return stream;
  }

  Vertices vertices() {
    return vertices;
  }

  @Override
  public void onMessage(StatusUpdate update) {
    lastWord = System.nanoTime();
    synchronized (gate) {
      if (stopped) {
        return;
      }
      try {
        tell(update);
      } catch (RuntimeException e) {
        broken = Optional.of(e);
        stopped = true;
        onBrokenListener.run();
      }
    }
    call.request(1);
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    end.complete(null);
  }

  /// Waits for the last word on a build that has ended, within reason.
  void drain() throws InterruptedException {
    while (!end.isDone()) {
      long patience = lastWord == 0 ? PATIENCE_WITHOUT_A_WORD.toNanos() : PATIENCE.toNanos();
      long heard = lastWord;
      await(patience);
      if (lastWord == heard) {
        return;
      }
    }
  }

  /// Waits for the last word, but no longer than told.
  void await(Duration patience) throws InterruptedException {
    await(patience.toNanos());
  }

  private void await(long nanos) throws InterruptedException {
    try {
      end.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException | java.util.concurrent.ExecutionException _) {
      // no last word, then
    }
  }

  /// Ends the telling: when this returns, the listener hears no more.
  void stop() {
    call.cancel("heard enough", null);
    synchronized (gate) {
      stopped = true;
    }
  }

  /// What the listener threw, if it did.
  Optional<RuntimeException> broken() {
    synchronized (gate) {
      return broken;
    }
  }

  private void tell(StatusUpdate update) {
    update.getVertexesList().forEach(vertex -> vertices.update(vertex, listener));
    update.getStatusesList().forEach(progress -> listener.on(event(progress)));
    for (var log : update.getLogsList()) {
      listener.on(
          new VertexOutput(log.getVertex(), log.getStream() == 2, log.getContent().toByteArray()));
    }
    update.getWarningsList().forEach(warning -> listener.on(event(warning)));
  }

  private static SolveEvent event(ProgressUpdate progress) {
    var part = progress.getName().isEmpty() ? progress.getId() : progress.getName();
    return new VertexProgress(
        progress.getVertex(),
        part,
        progress.getCurrent(),
        progress.getTotal(),
        progress.hasCompleted());
  }

  private static SolveEvent event(WarningUpdate warning) {
    var ranges =
        warning.getRangesList().stream()
            .map(range -> new LineRange(range.getStart().getLine(), range.getEnd().getLine()))
            .toList();
    var location =
        warning.hasSource()
            ? Optional.of(
                new SourceLocation(
                    warning.getSource().getName(),
                    warning.getSource().getContent().toStringUtf8(),
                    ranges))
            : Optional.<SourceLocation>empty();
    return new VertexWarning(
        warning.getVertex(),
        warning.getSummary().toStringUtf8(),
        warning.getDetailList().stream().map(line -> line.toStringUtf8()).toList(),
        warning.getUrl(),
        location);
  }
}
