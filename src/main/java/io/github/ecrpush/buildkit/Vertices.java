package io.github.ecrpush.buildkit;

import io.github.ecrpush.buildkit.SolveEvent.VertexCached;
import io.github.ecrpush.buildkit.SolveEvent.VertexCompleted;
import io.github.ecrpush.buildkit.SolveEvent.VertexFailed;
import io.github.ecrpush.buildkit.SolveEvent.VertexStarted;
import io.github.ecrpush.buildkit.wire.Moment;
import io.github.ecrpush.buildkit.wire.VertexUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was told of the vertices of a build. BuildKit tells the same vertex many times; this finds
/// what is new.
final class Vertices {

  private final Map<String, Seen> seen = new LinkedHashMap<>();

  private static final class Seen {
    String name = "";
    @Nullable Moment started;
    boolean ended;
    String error = "";
  }

  /// A vertex by its digest and name.
  record Named(String digest, String name) {}

  synchronized void update(VertexUpdate update, SolveListener listener) {
    var vertex = seen.computeIfAbsent(update.getDigest(), _ -> new Seen());
    vertex.name = update.getName();
    if (update.hasStarted() && !update.getStarted().equals(vertex.started)) {
      boolean again = vertex.started != null && !vertex.ended;
      vertex.started = update.getStarted();
      vertex.ended = false;
      if (!again && !update.getCached()) {
        listener.on(new VertexStarted(update.getDigest(), update.getName()));
      }
    }
    if (!vertex.ended && (update.hasCompleted() || update.getCached())) {
      vertex.ended = true;
      vertex.error = update.getError();
      listener.on(end(update));
    }
  }

  private static SolveEvent end(VertexUpdate update) {
    var vertex = update.getDigest();
    var name = update.getName();
    var began = moment(update.hasStarted(), update.getStarted());
    var ended = moment(update.hasCompleted(), update.getCompleted());
    var took =
        began.isPresent() && ended.isPresent()
            ? Duration.between(began.get(), ended.get())
            : Duration.ZERO;
    if (!update.getError().isEmpty()) {
      return new VertexFailed(vertex, name, began, took, update.getError());
    }
    return update.getCached() || began.isEmpty()
        ? new VertexCached(vertex, name, began.or(() -> ended))
        : new VertexCompleted(vertex, name, began.get(), took);
  }

  /// The name of a vertex.
  synchronized Optional<String> nameOf(String digest) {
    return Optional.ofNullable(seen.get(digest)).map(vertex -> vertex.name);
  }

  /// The first vertex that failed of itself, and was not stopped because another failed.
  synchronized Optional<Named> failed() {
    return seen.entrySet().stream()
        .filter(entry -> !entry.getValue().error.isEmpty())
        .filter(entry -> !entry.getValue().error.contains("context canceled"))
        .map(entry -> new Named(entry.getKey(), entry.getValue().name))
        .findFirst();
  }

  private static Optional<Instant> moment(boolean isTold, Moment moment) {
    return isTold
        ? Optional.of(Instant.ofEpochSecond(moment.getSeconds(), moment.getNanos()))
        : Optional.empty();
  }
}
