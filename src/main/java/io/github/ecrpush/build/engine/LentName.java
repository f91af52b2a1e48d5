package io.github.ecrpush.build.engine;

import io.github.ecrpush.build.engine.EngineImages.LocalImage;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import java.util.Optional;

/// The name under which an image is pushed. The Engine pushes only by name, so the image gets the
/// name for that time, and afterwards the name is what it was before.
///
/// Another run on the same Engine may lend the same name to its image at the same time. What it
/// lends is not the user's, which is known by the [mark][#MARK] on its image, so it is not put
/// back.
final class LentName {

  /// The repository whose tags mark the images that are being pushed. It cannot be pushed itself.
  static final String MARK = "ecr-push.invalid/pushing";

  private final EngineImages images;
  private final Digest image;
  private final ImageReference.Tagged name;
  private final Optional<Digest> owner;

  private LentName(
      EngineImages images, Digest image, ImageReference.Tagged name, Optional<Digest> owner) {
    this.images = images;
    this.image = image;
    this.name = name;
    this.owner = owner;
  }

  static LentName lend(EngineImages images, Digest image, PushMark mark, ImageReference.Tagged name)
      throws EnginePushException, ImageGoneException, InterruptedException {
    var owner =
        images
            .find(name.toString())
            .filter(found -> found.id().equals(image) ? !mark.isShared() : !PushMark.isOn(found))
            .map(LocalImage::id);
    var lent = new LentName(images, image, name, owner);
    lent.renew();
    return lent;
  }

  /// Gives the image the name again, after another run took it.
  void renew() throws EnginePushException, ImageGoneException, InterruptedException {
    images.name(image, name.repository().toString(), name.tag().value());
  }

  /// Ends the loan. A name that another image has by now is that image's.
  void giveBack() throws EnginePushException, InterruptedException {
    var now = images.find(name.toString()).map(LocalImage::id);
    if (now.equals(Optional.of(image))) {
      if (owner.isEmpty()) {
        images.forget(name.toString());
      } else if (!owner.equals(now)) {
        putBack(owner.get());
      }
    }
    forgetWhereItIs();
  }

  /// The Engine notes the digest under which it pushed. The note goes with the name, but not when
  /// another run took the name.
  private void forgetWhereItIs() throws EnginePushException, InterruptedException {
    var repository = name.repository().toString();
    var left = images.find(image.toString());
    if (left.isEmpty()
        || left.get().names().stream().anyMatch(n -> n.startsWith(repository + ":"))) {
      return;
    }
    for (var digest : left.get().digests()) {
      if (digest.startsWith(repository + "@")) {
        images.forget(digest);
      }
    }
  }

  private void putBack(Digest owner) throws EnginePushException, InterruptedException {
    try {
      images.name(owner, name.repository().toString(), name.tag().value());
    } catch (ImageGoneException _) {
      images.forget(name.toString());
    }
  }
}
