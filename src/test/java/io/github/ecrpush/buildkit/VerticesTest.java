package io.github.ecrpush.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.buildkit.SolveEvent.VertexCached;
import io.github.ecrpush.buildkit.SolveEvent.VertexCompleted;
import io.github.ecrpush.buildkit.SolveEvent.VertexFailed;
import io.github.ecrpush.buildkit.SolveEvent.VertexStarted;
import io.github.ecrpush.buildkit.wire.Moment;
import io.github.ecrpush.buildkit.wire.VertexUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerticesTest {

  private final Vertices vertices = new Vertices();
  private final List<SolveEvent> events = new ArrayList<>();

  @Test
  void tells_the_beginning_and_the_end_once_however_often_they_are_told() {
    told(vertex());
    told(vertex().setStarted(at(1)));
    told(vertex().setStarted(at(1)));
    told(vertex().setStarted(at(1)).setCompleted(at(3)));
    told(vertex().setStarted(at(1)).setCompleted(at(3)));

    assertThat(events)
        .containsExactly(
            new VertexStarted("v", "step"),
            new VertexCompleted("v", "step", Instant.ofEpochSecond(1), Duration.ofSeconds(2)));
  }

  @Test
  void tells_a_vertex_that_begins_again() {
    told(vertex().setStarted(at(1)).setCompleted(at(2)));
    told(vertex().setStarted(at(5)));
    told(vertex().setStarted(at(5)).setCompleted(at(6)));

    assertThat(events)
        .containsExactly(
            new VertexStarted("v", "step"),
            new VertexCompleted("v", "step", Instant.ofEpochSecond(1), Duration.ofSeconds(1)),
            new VertexStarted("v", "step"),
            new VertexCompleted("v", "step", Instant.ofEpochSecond(5), Duration.ofSeconds(1)));
  }

  @Test
  void tells_what_comes_from_the_cache() {
    told(vertex().setCached(true));
    told(vertex().setCached(true).setStarted(at(1)).setCompleted(at(1)));
    told(VertexUpdate.newBuilder().setDigest("w").setName("other").setCompleted(at(1)));

    assertThat(events)
        .contains(
            new VertexCached("v", "step", Optional.empty()),
            new VertexCached("w", "other", Optional.of(Instant.ofEpochSecond(1))));
    assertThat(events).noneMatch(event -> event instanceof VertexCompleted);
  }

  @Test
  void knows_which_vertex_failed_of_itself() {
    told(vertex().setStarted(at(1)).setCompleted(at(2)).setError("context canceled"));
    told(
        VertexUpdate.newBuilder()
            .setDigest("w")
            .setName("culprit")
            .setStarted(at(1))
            .setCompleted(at(2))
            .setError("exit code: 1"));

    assertThat(vertices.failed()).contains(new Vertices.Named("w", "culprit"));
    assertThat(events).filteredOn(event -> event instanceof VertexFailed).hasSize(2);
  }

  private void told(VertexUpdate.Builder update) {
    vertices.update(update.build(), events::add);
  }

  private static VertexUpdate.Builder vertex() {
    return VertexUpdate.newBuilder().setDigest("v").setName("step");
  }

  private static Moment at(int second) {
    return Moment.newBuilder().setSeconds(second).build();
  }
}
