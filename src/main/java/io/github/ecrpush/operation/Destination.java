package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuiltImage;
import io.github.ecrpush.build.PushDoor;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.ecr.RegistryLogin;
import io.github.ecrpush.ecr.RepositoryPlan;
import io.github.ecrpush.ecr.StoredImages;
import io.github.ecrpush.ecr.TagFailures;
import io.github.ecrpush.ecr.TagMutability;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.operation.PushRequest.TakenTag;
import io.github.ecrpush.operation.TargetCheck.TagState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A repository that is there and lets us in, as it was found before anything is pushed.
///
/// @param plan what is left to do before the repository is as wished; nothing where nobody asks
/// @param mutability which of its tags may move
/// @param now what the wished tags point to before the push, as far as they exist
record Destination(
    Place place,
    Optional<RepositoryPlan> plan,
    TagMutability mutability,
    Map<Tag, TaggedImage> now,
    StoredImages images,
    RegistryLogin login,
    Refusal refusal)
    implements PushDoor {

  /// Puts into words why the registry did not take an image.
  @FunctionalInterface
  interface Refusal {
    FailureException explain(ImageReference image, String engineSaid);
  }

  /// What a tag points to.
  ///
  /// @param config the digest of the image's configuration, when it is a single image
  /// @param bytes how much its layers take there, when it is a single image
  record TaggedImage(Digest digest, Optional<Digest> config, Optional<Long> bytes) {}

  Destination {
    now = Map.copyOf(now);
  }

  /// The one image that the tags name, as far as they are there.
  Optional<Digest> namedByTaken(List<Tag> tags) {
    var digests =
        tags.stream().flatMap(tag -> at(tag).stream()).map(TaggedImage::digest).distinct().toList();
    return digests.size() == 1 ? Optional.of(digests.getFirst()) : Optional.empty();
  }

  /// How much the image takes that the first of the tags names that are there.
  Optional<Long> sizeUnder(List<Tag> tags) {
    return tags.stream().flatMap(tag -> at(tag).stream()).findFirst().flatMap(TaggedImage::bytes);
  }

  /// The digest of an image that is there already, if any of the tags points to it, or if it needs
  /// none.
  Optional<Digest> digestOf(BuiltImage image, List<Tag> tags) throws InterruptedException {
    if (tags.isEmpty()) {
      var manifest = image.manifest().orElseThrow();
      return images.has(place.repository().pinned(manifest))
          ? Optional.of(manifest)
          : Optional.empty();
    }
    return tags.stream()
        .flatMap(tag -> at(tag).stream())
        .filter(there -> isSame(image, there))
        .map(TaggedImage::digest)
        .findFirst();
  }

  /// The tags that an image still has to be given. One that may not move names the same content
  /// already, or else the image was refused.
  List<Tag> missing(List<Tag> tags, Digest image) {
    return tags.stream()
        .filter(tag ->
            at(tag)
                .filter(there -> !mutability.mayMove(tag) || there.digest().equals(image))
                .isEmpty())
        .toList();
  }

  /// What a tag points to by now.
  static Optional<TaggedImage> look(StoredImages images, ImageReference.Tagged name)
      throws InterruptedException {
    if (images.digestOf(name).isEmpty()) {
      return Optional.empty();
    }
    var there = images.read(name);
    return Optional.of(new TaggedImage(there.digest(), there.config(), there.layerBytes()));
  }

  /// Refuses an image that would have to take a tag from another one, where the tag may not move or
  /// is not to.
  void refuseToTakeWhatIsKept(BuiltImage image, List<Tag> tags, TakenTag rule) {
    for (var tag : tags) {
      var there = at(tag).filter(named -> !isSame(image, named)).map(TaggedImage::digest);
      if (there.isEmpty()) {
        continue;
      }
      var name = reference(tag);
      var ours = image.manifest().orElse(image.id());
      if (!mutability.mayMove(tag)) {
        throw TagFailures.taken(name, mutability, there.get(), ours);
      }
      if (rule != TakenTag.MOVE) {
        throw new FailureException(OperationFailures.tagKept(name, there.get(), ours, rule));
      }
    }
  }

  /// The tags as they were found.
  List<TagState> states(List<Tag> tags) {
    return tags.stream()
        .map(tag -> new TagState(tag, at(tag).map(TaggedImage::digest), mutability.mayMove(tag)))
        .toList();
  }

  ImageReference.Tagged reference(Tag tag) {
    return place.repository().tagged(tag);
  }

  private Optional<TaggedImage> at(Tag tag) {
    return Optional.ofNullable(now.get(tag));
  }

  private static boolean isSame(BuiltImage image, TaggedImage there) {
    return image.is(there.digest(), there.config());
  }

  @Override
  public RegistryCredential credential() throws InterruptedException {
    return login.login().credential();
  }

  /// Takes a new login in place of one that the registry refused.
  void renew() throws InterruptedException {
    var _ = login.renew(login.login());
  }

  @Override
  public Digest configOf(ImageReference.Pinned pushed) throws InterruptedException {
    return images.read(pushed).config().orElse(pushed.digest());
  }
}
