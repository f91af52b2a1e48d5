package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuiltImage;
import io.github.ecrpush.build.ImageBuild;
import io.github.ecrpush.build.PushDoor;
import io.github.ecrpush.build.PushRefusedException;
import io.github.ecrpush.build.PushRefusedException.Remedy;
import io.github.ecrpush.concurrent.Deadline;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.ecr.PushFailures;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.RawManifest;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.operation.Destination.TaggedImage;
import io.github.ecrpush.registry.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One image on its way into one repository. Where no tag names it yet, the engine pushes it under
/// the first one, or by its digest if it is to have none; the others are given to it by the
/// registry. So it has one digest under all of them, a tag that is right is not written, and what
/// is already true is known at each moment.
final class ImagePush {

  private static final Duration ON_ITS_WAY = Duration.ofMillis(250);

  private final Destination to;
  private final List<Tag> tags;
  private final RetryPolicy patience;

  // Written by the run, read by its report.
  private final List<Tag> standing = new CopyOnWriteArrayList<>();
  private volatile boolean pushed;
  private volatile boolean inDoubt;
  private volatile @Nullable VerifiedImage verified;

  /// @param patience with a registry that is asked too often
  ImagePush(Destination to, List<Tag> tags, RetryPolicy patience) {
    this.to = to;
    this.tags = tags;
    this.patience = patience;
  }

  /// Brings what was built there, as far as it is not there yet, and reads it back.
  ///
  /// @param there its digest, if it is there already
  /// @return what is there; it differs from what was built only when the engine had lost that
  BuiltImage bring(BuiltImage built, ImageBuild build, Optional<Digest> there)
      throws InterruptedException {
    var ours =
        there.isPresent() ? withDigest(built, there.get()) : byEngine(nameOf(built), built, build);
    var image = ReadBack.ofOurs(to, ours);
    verified = image;
    giveTags(image);
    return ours;
  }

  /// Hands on an image that is there and that nobody built in this run. It gets the tags that it
  /// does not have yet.
  void reuse(VerifiedImage there) throws InterruptedException {
    verified = there;
    giveTags(there);
  }

  private ImageReference nameOf(BuiltImage built) {
    return tags.isEmpty()
        ? to.place().repository().pinned(built.manifest().orElseThrow())
        : to.reference(tags.getFirst());
  }

  /// A login that ran out while the build ran is renewed once. A registry that is asked too often
  /// is asked again for a while: what it has taken is not sent a second time.
  private BuiltImage byEngine(ImageReference name, BuiltImage built, ImageBuild build)
      throws InterruptedException {
    boolean renewed = false;
    var deadline = Optional.<Deadline>empty();
    for (int attempt = 1; ; attempt++) {
      try {
        var ours = build.push(name, door(name));
        pushed = true;
        stands(name);
        return ours;
      } catch (InterruptedException e) {
        inDoubt = true; // nobody knows how far it came
        throw e;
      } catch (PushRefusedException e) {
        var until = deadline.orElseGet(() -> Deadline.in(patience.total()));
        var pause = patience.backoff().before(attempt, RandomGenerator.getDefault());
        boolean again =
            switch (e.remedy()) {
              case LOGIN -> !renewed;
              case TIME -> pause.compareTo(until.left()) < 0;
              case NONE -> false;
            };
        if (!again) {
          return withDigest(built, namedMeanwhile(name, built, e));
        }
        if (e.remedy() == Remedy.LOGIN) {
          to.renew();
          renewed = true;
        } else {
          deadline = Optional.of(until);
          Thread.sleep(pause);
        }
      }
    }
  }

  /// An engine that pushes by itself reads back what it pushed. When that goes wrong, the tag is
  /// written all the same.
  private PushDoor door(ImageReference name) {
    return new PushDoor() {
      @Override
      public RegistryCredential credential() throws InterruptedException {
        return to.credential();
      }

      @Override
      public Digest configOf(ImageReference.Pinned written) throws InterruptedException {
        pushed = true;
        stands(name);
        return to.configOf(written);
      }
    };
  }

  private void stands(ImageReference name) {
    if (name instanceof ImageReference.Tagged(_, var tag)) {
      standing.add(tag);
    }
  }

  private Digest namedMeanwhile(ImageReference name, BuiltImage built, PushRefusedException refusal)
      throws InterruptedException {
    var there = now(name).filter(now -> built.is(now.digest(), now.config()));
    if (there.isEmpty()) {
      throw to.refusal().explain(name, refusal.engineSaid());
    }
    stands(name);
    return there.get().digest();
  }

  private static BuiltImage withDigest(BuiltImage built, Digest digest) {
    return new BuiltImage(built.id(), Optional.of(digest), built.platform());
  }

  private void giveTags(VerifiedImage image) throws InterruptedException {
    var missing = to.missing(tags, image.reference().digest());
    tags.stream().filter(tag -> !missing.contains(tag)).forEach(standing::add);
    var left = missing.stream().filter(tag -> !standing.contains(tag)).toList();
    if (left.isEmpty()) {
      return;
    }
    var manifest = to.images().manifest(image.reference());
    for (var tag : left) {
      give(tag, manifest, image);
    }
  }

  private void give(Tag tag, RawManifest manifest, VerifiedImage image)
      throws InterruptedException {
    try {
      to.images().name(manifest, to.reference(tag));
      pushed = true;
    } catch (InterruptedException e) {
      inDoubt = true;
      throw e;
    } catch (RegistryException e) {
      if (now(to.reference(tag)).filter(there -> isSame(there, image)).isEmpty()) {
        throw to.refusal().explain(to.reference(tag), PushFailures.said(e));
      }
    }
    standing.add(tag);
  }

  private static boolean isSame(TaggedImage there, VerifiedImage image) {
    return there.digest().equals(image.reference().digest())
        || (there.config().isPresent() && there.config().equals(image.imageId()));
  }

  /// What a tag that was refused points to: another run may have been faster, and an immutable tag
  /// is refused then, whatever it points to.
  private Optional<TaggedImage> now(ImageReference name) throws InterruptedException {
    try {
      return name instanceof ImageReference.Tagged tagged
          ? Destination.look(to.images(), tagged)
          : Optional.empty();
    } catch (FailureException _) {
      return Optional.empty(); // the refusal is what is told
    }
  }

  /// Asks the registry how far a push came that was stopped. What was on its way is given a moment
  /// to arrive.
  void settle(BuiltImage built) throws InterruptedException {
    if (!inDoubt) {
      return;
    }
    Thread.sleep(ON_ITS_WAY);
    try {
      var written = tags.isEmpty() ? writtenAlone(built) : writtenUnderTags(built);
      if (written.isPresent()) {
        pushed = true;
        verified = ReadBack.ofOurs(to, withDigest(built, written.get()));
      }
      inDoubt = false;
    } catch (FailureException _) {
      // the registry does not say: it stays in doubt
    }
  }

  private Optional<Digest> writtenAlone(BuiltImage built) throws InterruptedException {
    var digest = built.manifest().orElseThrow();
    return to.images().has(to.place().repository().pinned(digest))
        ? Optional.of(digest)
        : Optional.empty();
  }

  private Optional<Digest> writtenUnderTags(BuiltImage built) throws InterruptedException {
    var written = Optional.<Digest>empty();
    for (var tag : tags) {
      var there = Destination.look(to.images(), to.reference(tag));
      if (!standing.contains(tag)
          && there.filter(now -> built.is(now.digest(), now.config())).isPresent()) {
        standing.add(tag);
        written = there.map(TaggedImage::digest);
      }
    }
    return written;
  }

  /// Whether this run wrote anything; where nobody knows, that nothing was written is not said.
  boolean hasPushed() {
    return pushed || inDoubt;
  }

  /// The tags that name the image, as far as this run knows.
  List<Tag> standing() {
    return tags.stream().filter(standing::contains).toList();
  }

  Optional<VerifiedImage> verified() {
    return Optional.ofNullable(verified);
  }
}
