package io.github.ecrpush.train;

import com.google.protobuf.ByteString;
import io.github.ecrpush.buildkit.wire.LogUpdate;
import io.github.ecrpush.buildkit.wire.Moment;
import io.github.ecrpush.buildkit.wire.ProgressUpdate;
import io.github.ecrpush.buildkit.wire.StatusUpdate;
import io.github.ecrpush.buildkit.wire.VertexUpdate;
import io.github.ecrpush.buildkit.wire.WarningUpdate;
import java.util.List;

/// What a build tells of itself: steps that run, one that came from the cache, their output.
final class ToldSteps {

  private static final Moment THEN = Moment.newBuilder().setSeconds(1_767_225_600).build();
  private static final Moment LATER = THEN.toBuilder().setNanos(120_000_000).build();

  private ToldSteps() {}

  static List<StatusUpdate> all() {
    var load = "[internal] load build definition from Dockerfile";
    var copy = "[1/1] COPY a.txt /";
    var export = "exporting to image";
    return List.of(
        begun(load),
        StatusUpdate.newBuilder().addStatuses(progress(load, 32, false)).build(),
        StatusUpdate.newBuilder()
            .addStatuses(progress(load, 64, true))
            .addVertexes(vertex(load).setCompleted(LATER))
            .build(),
        StatusUpdate.newBuilder()
            .addVertexes(vertex(copy).setCompleted(THEN).setCached(true))
            .build(),
        begun(export),
        StatusUpdate.newBuilder()
            .addLogs(
                LogUpdate.newBuilder()
                    .setVertex(digest(export))
                    .setStream(1)
                    .setContent(ByteString.copyFromUtf8("a line\n")))
            .addWarnings(
                WarningUpdate.newBuilder()
                    .setVertex(digest(export))
                    .setLevel(1)
                    .setSummary(ByteString.copyFromUtf8("a warning")))
            .build(),
        StatusUpdate.newBuilder().addVertexes(vertex(export).setCompleted(LATER)).build());
  }

  private static StatusUpdate begun(String name) {
    return StatusUpdate.newBuilder().addVertexes(vertex(name)).build();
  }

  private static VertexUpdate.Builder vertex(String name) {
    return VertexUpdate.newBuilder().setDigest(digest(name)).setName(name).setStarted(THEN);
  }

  private static ProgressUpdate progress(String name, long current, boolean done) {
    var progress =
        ProgressUpdate.newBuilder()
            .setVertex(digest(name))
            .setId("transferring dockerfile:")
            .setCurrent(current)
            .setStarted(THEN);
    return (done ? progress.setCompleted(LATER) : progress).build();
  }

  private static String digest(String name) {
    return "sha256:%064x".formatted(name.hashCode() & 0xffff_ffffL);
  }
}
