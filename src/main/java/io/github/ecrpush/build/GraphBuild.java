package io.github.ecrpush.build;

import io.github.ecrpush.build.engine.Engine;
import io.github.ecrpush.build.engine.EngineHold;
import io.github.ecrpush.build.engine.EnginePush;
import io.github.ecrpush.build.engine.EnginePushException;
import io.github.ecrpush.build.engine.ImageGoneException;
import io.github.ecrpush.build.engine.UnnamedImage;
import io.github.ecrpush.buildkit.Exporter;
import io.github.ecrpush.buildkit.SolveException;
import io.github.ecrpush.buildkit.SolveResult;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An image on an engine with Docker's own store. BuildKit knows its configuration only; the engine
/// makes the manifest while it pushes.
final class GraphBuild implements ImageBuild {

  /// Without a name, so that nothing that has one is moved.
  private static final Exporter EXPORTER = new Exporter("moby", Map.of());

  /// How often an image may be removed by others, between its build and its push.
  private static final int TRIES = 3;

  private final Engine engine;
  private final OpenSolve solve;
  private final InstantSource clock;
  private @Nullable BuiltImage built;
  private @Nullable EngineHold hold;
  private boolean named;

  GraphBuild(Engine engine, OpenSolve solve, InstantSource clock) {
    this.engine = engine;
    this.solve = solve;
    this.clock = clock;
  }

  @Override
  public BuiltImage build() throws InterruptedException {
    try {
      var image = new BuiltImage(id(solve.solve(EXPORTER)), Optional.empty(), solve.platform());
      built = image;
      return image;
    } catch (SolveException e) {
      throw SolveFailures.ofBuild(e, solve.request(), solve.log());
    } catch (IOException e) {
      throw SolveFailures.engineLost(e);
    }
  }

  private static Digest id(SolveResult result) {
    return Digest.parse(
        result.digest().orElseThrow(() -> SolveFailures.answerIncomplete("the image's id")));
  }

  @Override
  public void requirePushByDigest() {
    throw noPushByDigest();
  }

  private FailureException noPushByDigest() {
    return new FailureException(BuildFailures.digestAloneUnpushable(engine.version()));
  }

  @Override
  public BuiltImage push(ImageReference name, PushDoor door)
      throws PushRefusedException, InterruptedException {
    return switch (name) {
      case ImageReference.Tagged tagged -> push(tagged, door);
      case ImageReference.Pinned _ -> throw noPushByDigest();
    };
  }

  private BuiltImage push(ImageReference.Tagged name, PushDoor door)
      throws PushRefusedException, InterruptedException {
    var image = built == null ? build() : built;
    for (int attempt = 1; ; attempt++) {
      try (var push = EnginePush.of(engine, image.id(), clock)) {
        named = true; // and gone with that name
        var digest =
            push.push(name, Optional.of(door.credential()), door::configOf, solve.log()::transfer);
        return new BuiltImage(image.id(), Optional.of(digest), image.platform());
      } catch (EnginePushException e) {
        throw PushErrors.of(name, e.engineMessage());
      } catch (ImageGoneException e) {
        if (attempt == TRIES) {
          throw PushErrors.of(name, String.valueOf(e.getMessage()));
        }
        image = exportedAgain(image);
      }
    }
  }

  /// Somebody removed the image in between; its layers are in the cache.
  private BuiltImage exportedAgain(BuiltImage image) throws InterruptedException {
    try {
      return new BuiltImage(id(solve.again(EXPORTER)), Optional.empty(), image.platform());
    } catch (SolveException e) {
      throw SolveFailures.ofBuild(e, solve.request(), solve.log());
    }
  }

  @Override
  public String lend() throws InterruptedException {
    try {
      var image = built == null ? build() : built;
      var ours = EngineHold.of(engine, image.id(), clock);
      hold = ours;
      return NamedContext.ofImage(ours.name());
    } catch (EnginePushException | ImageGoneException e) {
      throw new FailureException(BuildFailures.notLent(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void forget() {
    if (built != null && hold == null && !named) {
      UnnamedImage.forget(engine, built.id());
    }
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
