package io.github.ecrpush.build.engine;

import io.github.ecrpush.build.engine.EngineImages.LocalImage;
import io.github.ecrpush.image.Digest;
import java.time.Duration;
import java.time.Instant;

/// A name of ours on an image that is being pushed: it keeps the image on the Engine, and tells
/// other runs that the image's other names may be [lent][LentName].
///
/// It carries the time, because a run that is killed cannot take it away: the runs after it do.
final class PushMark {

  /// The repository whose tags are the marks. Nothing can be pushed to it.
  static final String REPOSITORY = "ecr-push.invalid/pushing";

  /// A run that takes longer and loses its image to another one exports it again.
  private static final Duration LIFE = Duration.ofMinutes(15);

  private final EngineImages images;
  private final Digest image;
  private final boolean shared;

  private PushMark(EngineImages images, Digest image, boolean shared) {
    this.images = images;
    this.image = image;
    this.shared = shared;
  }

  /// Marks an image, and forgets the images of runs that were killed.
  static PushMark put(EngineImages images, Digest image, Instant now)
      throws EnginePushException, ImageGoneException, InterruptedException {
    var found = images.find(image.toString()).orElseThrow(() -> new ImageGoneException(image));
    images.name(image, REPOSITORY, image.hex() + "-" + now.getEpochSecond());
    forgetTheKilled(images, now);
    return new PushMark(images, image, isOn(found));
  }

  /// An image that has another name waits until a run wants that name.
  private static void forgetTheKilled(EngineImages images, Instant now)
      throws EnginePushException, InterruptedException {
    for (var found : images.in(REPOSITORY)) {
      if (found.names().size() == 1 && isOver(found.names().getFirst(), now)) {
        images.forget(found.names().getFirst());
      }
    }
  }

  private static boolean isOver(String mark, Instant now) {
    var time = mark.substring(mark.lastIndexOf('-') + 1);
    try {
      return Instant.ofEpochSecond(Long.parseLong(time)).plus(LIFE).isBefore(now);
    } catch (NumberFormatException _) {
      return false; // not one of ours
    }
  }

  static boolean isOn(LocalImage found) {
    return found.names().stream().anyMatch(name -> name.startsWith(REPOSITORY + ":"));
  }

  /// Whether another run had marked the image before: one that was killed, or one that pushes the
  /// same image now.
  boolean isShared() {
    return shared;
  }

  /// Takes all marks off the image, also those of a killed run.
  void remove() throws EnginePushException, InterruptedException {
    var found = images.find(image.toString());
    if (found.isPresent()) {
      for (var name : found.get().names()) {
        if (name.startsWith(REPOSITORY + ":")) {
          images.forget(name);
        }
      }
    }
  }
}
