package io.github.ecrpush.build;

import io.github.ecrpush.build.engine.EngineHold;
import io.github.ecrpush.buildkit.Exporter;
import io.github.ecrpush.buildkit.SolveException;
import io.github.ecrpush.buildkit.SolveResult;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An image on an engine that keeps its images in containerd's store. BuildKit knows the manifest
/// before the push, and pushes it itself. It leaves no name on the engine.
final class ContainerdBuild implements ImageBuild {

  private static final String TYPE = "image";

  private final OpenSolve solve;
  private final InstantSource clock;
  private @Nullable EngineHold hold;

  ContainerdBuild(OpenSolve solve, InstantSource clock) {
    this.solve = solve;
    this.clock = clock;
  }

  @Override
  public BuiltImage build() throws InterruptedException {
    try {
      return image(solve.solve(exporter(solve.request(), Map.of())));
    } catch (SolveException e) {
      throw SolveFailures.ofBuild(e, solve.request(), solve.log());
    } catch (IOException e) {
      throw SolveFailures.engineLost(e);
    }
  }

  @Override
  public void requirePushByDigest() {
    // BuildKit can
  }

  @Override
  public BuiltImage push(ImageReference name, PushDoor door)
      throws PushRefusedException, InterruptedException {
    try {
      return image(solve.again(exporter(solve.request(), pushed(name))));
    } catch (SolveException e) {
      var ours = SolveFailures.ofOurSide(e);
      if (ours.isPresent()) {
        throw ours.get();
      }
      throw PushErrors.of(name, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw SolveFailures.engineLost(e);
    }
  }

  private static Map<String, String> pushed(ImageReference name) {
    return switch (name) {
      case ImageReference.Tagged tagged -> Map.of("name", tagged.toString(), "push", "true");
      case ImageReference.Pinned(var repository, _) ->
          Map.of("name", repository.toString(), "push", "true", "push-by-digest", "true");
    };
  }

  private BuiltImage image(SolveResult result) throws IOException, InterruptedException {
    var id =
        result
            .configDigest()
            .orElseThrow(() -> SolveFailures.answerIncomplete("the configuration's digest"));
    var manifest =
        result.digest().orElseThrow(() -> SolveFailures.answerIncomplete("the manifest's digest"));
    return new BuiltImage(Digest.parse(id), Optional.of(Digest.parse(manifest)), solve.platform());
  }

  /// Annotations of an index have no place: an image for one platform has none.
  static Exporter exporter(BuildRequest request, Map<String, String> attributes) {
    var all = new HashMap<>(attributes);
    request.annotations().stream()
        .filter(note -> !note.needsIndex())
        .forEach(note -> all.put("annotation-" + note.level() + "." + note.key(), note.value()));
    all.put("store", "false");
    return new Exporter(TYPE, all);
  }

  @Override
  public String lend() throws InterruptedException {
    var ours = EngineHold.toBe(solve.engine().engine(), clock);
    hold = ours;
    try {
      var _ = solve.again(new Exporter(TYPE, Map.of("name", ours.name())));
      return NamedContext.ofImage(ours.name());
    } catch (SolveException e) {
      throw SolveFailures.ofBuild(e, solve.request(), solve.log());
    }
  }

  @Override
  public void forget() {
    // it was never kept
  }

  @Override
  public BuildRecord record() throws InterruptedException {
    return solve.record();
  }

  @Override
  public void close() {
    if (hold != null) {
      hold.close();
    }
  }
}
