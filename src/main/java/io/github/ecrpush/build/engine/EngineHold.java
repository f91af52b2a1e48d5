package io.github.ecrpush.build.engine;

import io.github.ecrpush.image.Digest;
import java.time.InstantSource;

/// Keeps an image on the Engine under a name of ours. When it is closed, an image that nobody else
/// has named is gone.
public final class EngineHold implements AutoCloseable {

  private final EngineImages images;
  private final RunStamp stamp;

  private EngineHold(EngineImages images, RunStamp stamp) {
    this.images = images;
    this.stamp = stamp;
  }

  /// Takes hold of an image by its id.
  public static EngineHold of(Engine engine, Digest image, InstantSource clock)
      throws EnginePushException, ImageGoneException, InterruptedException {
    var now = clock.instant();
    var containers = new EngineContainers(engine.dialer());
    var hold =
        new EngineHold(new EngineImages(engine.dialer()), RunStamp.at(now, containers.ours()));
    try {
      PushMark.holding(hold.stamp).put(hold.images, image);
      PushMark.forgetTheKilled(hold.images, containers, now);
      return hold;
    } catch (InterruptedException e) {
      hold.images.cancel();
      hold.close();
      throw e;
    } catch (EnginePushException | ImageGoneException e) {
      hold.close();
      throw e;
    }
  }

  /// A hold on an image that is to be exported under its name.
  public static EngineHold toBe(Engine engine, InstantSource clock) throws InterruptedException {
    var ours = new EngineContainers(engine.dialer()).ours();
    return new EngineHold(new EngineImages(engine.dialer()), RunStamp.at(clock.instant(), ours));
  }

  /// The name under which the Engine, and a build on it, finds the image.
  public String name() {
    return PushMark.REPOSITORY + ":" + PushMark.holding(stamp).tag();
  }

  EngineImages images() {
    return images;
  }

  RunStamp stamp() {
    return stamp;
  }

  @Override
  public void close() {
    images.cleanUp(() -> PushMark.holding(stamp).remove(images));
    images.close();
  }
}
