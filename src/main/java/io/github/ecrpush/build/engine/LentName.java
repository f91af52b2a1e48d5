package io.github.ecrpush.build.engine;

import io.github.ecrpush.build.engine.EngineImages.LocalImage;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The name under which an image is pushed. The Engine pushes only by name, so the image gets the
/// name for that time, and afterwards the name is what it was before.
///
/// Another run on the same Engine may lend the same name to its image at the same time. What it
/// lends is not the user's, which is known by the [mark][PushMark] on its image, so it is not put
/// back.
final class LentName {

  private final EngineImages images;
  private final Digest image;
  private final PushMark mark;
  private final ImageReference.Tagged name;
  private final Set<Digest> strangers = new HashSet<>();
  private @Nullable LocalImage owner;
  private boolean begun;

  LentName(EngineImages images, Digest image, RunStamp stamp, ImageReference.Tagged name) {
    this.images = images;
    this.image = image;
    this.mark = PushMark.lending(name.toString(), stamp);
    this.name = name;
  }

  /// Gives the image the name. Whatever comes of it, [#giveBack()] has to follow.
  void lend() throws EnginePushException, ImageGoneException, InterruptedException {
    owner = images.find(name.toString()).filter(this::owns).orElse(null);
    begun = true;
    mark.put(images, image);
    lendAgain();
  }

  /// The Engine finds the image and then its names; in between another run may take the name back.
  private boolean owns(LocalImage found) {
    return found.names().contains(name.toString())
        && PushMark.on(found).stream().noneMatch(loan -> loan.lends(name.toString()));
  }

  /// Gives the image the name after another run took it.
  void lendAgain() throws EnginePushException, ImageGoneException, InterruptedException {
    images.name(image, name.repository().toString(), name.tag().value());
  }

  /// Says that the Engine pushed another image in place of ours, because that one had the name. It
  /// is a user's, who gets the name back in the end, or another run's. That run may be over, so
  /// nobody else takes away what the Engine noted on its image.
  void wasTakenBy(Digest pushed) throws EnginePushException, InterruptedException {
    var users = images.find(name.toString()).filter(found -> found.id().equals(pushed));
    if (users.filter(this::owns).isPresent()) {
      owner = users.get();
    } else {
      strangers.add(pushed);
    }
  }

  /// Ends the loan. A name that another image has by now is that image's. The mark goes last: as
  /// long as the name is lent, other runs have to see it.
  void giveBack() throws EnginePushException, InterruptedException {
    if (!begun) {
      return;
    }
    var now = images.find(name.toString()).map(LocalImage::id);
    if (now.equals(Optional.of(image))) {
      var before = owner;
      if (before == null) {
        images.forget(name.toString());
      } else if (!before.id().equals(image)) {
        putBack(before.id());
      }
    }
    forgetWhereItIs(image);
    for (var stranger : strangers) {
      forgetWhereItIs(stranger);
    }
    mark.remove(images);
  }

  /// The Engine notes the digest under which it pushed. The note goes with the name, but not when
  /// another run took the name.
  private void forgetWhereItIs(Digest pushed) throws EnginePushException, InterruptedException {
    var repository = name.repository().toString();
    var left = images.find(pushed.toString());
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
