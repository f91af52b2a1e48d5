package io.github.ecrpush.buildkit;

import io.github.ecrpush.buildkit.SolveEvent.VertexOutput;
import io.github.ecrpush.buildkit.SolveEvent.VertexProgress;
import io.github.ecrpush.buildkit.SolveEvent.VertexStarted;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// Remembers what happened in a build.
final class RecordingListener implements SolveListener {

  final List<SolveEvent> events = new CopyOnWriteArrayList<>();
  final CountDownLatch running = new CountDownLatch(1);

  @Override
  public void on(SolveEvent event) {
    events.add(event);
    if (event instanceof VertexStarted step && step.name().contains("RUN")) {
      running.countDown();
    }
  }

  <T extends SolveEvent> List<T> all(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// What all steps printed.
  byte[] output() {
    var bytes = new ByteArrayOutputStream();
    Consumer<VertexOutput> add = output -> bytes.writeBytes(output.bytes());
    all(VertexOutput.class).forEach(add);
    return bytes.toByteArray();
  }

  /// How many bytes of the context were sent.
  long sent() {
    var context =
        all(VertexStarted.class).stream()
            .filter(step -> step.name().contains("load build context"))
            .map(VertexStarted::vertex)
            .toList();
    return all(VertexProgress.class).stream()
        .filter(progress -> context.contains(progress.vertex()))
        .mapToLong(VertexProgress::current)
        .max()
        .orElse(0);
  }
}
