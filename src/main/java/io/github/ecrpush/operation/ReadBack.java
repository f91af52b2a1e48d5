package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuiltImage;
import io.github.ecrpush.ecr.StoredImage;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.operation.RunRecord.PlatformImage;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.progress.ProgressListener;
import io.github.ecrpush.registry.ImageConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads an image back from its registry, so that what a run hands on is what the registry has.
final class ReadBack {

  private ReadBack() {}

  /// Reads back what this run built, and compares.
  static VerifiedImage ofOurs(Destination found, BuiltImage image) throws InterruptedException {
    var digest = image.manifest().orElseThrow();
    var reference = found.place().repository().pinned(digest);
    var stored = found.images().read(reference);
    boolean ours =
        stored.config().map(image.id()::equals).orElse(image.is(digest, stored.config()));
    if (!ours) {
      throw new FailureException(
          OperationFailures.pushedImageDiffers(reference, stored.config().orElse(digest)));
    }
    return verified(reference, stored, image::platform, Map.of());
  }

  /// Reads an image that another run pushed, with its labels.
  ///
  /// @return nothing for what is no image, and for an index of none
  static Optional<VerifiedImage> ofAnother(Destination found, Digest digest)
      throws InterruptedException {
    var reference = found.place().repository().pinned(digest);
    var stored = found.images().read(reference);
    var single = stored.config().isPresent() ? stored : firstOf(found, stored);
    if (single.config().isEmpty()) {
      return Optional.empty();
    }
    var configuration =
        found
            .images()
            .configuration(
                found.place().repository().pinned(single.digest()), single.config().get());
    return configuration.map(said -> verified(reference, stored, said::platform, said.labels()));
  }

  /// The image as the record of a run has it; nothing for an index.
  static List<PlatformImage> layersOf(Destination found, VerifiedImage image, boolean withLines)
      throws InterruptedException {
    if (image.imageId().isEmpty()) {
      return List.of();
    }
    var history =
        withLines
            ? history(found, image.reference(), image.imageId().get())
            : List.<ImageConfiguration.Made>of();
    var layers = ImageLayer.of(image.layers(), history);
    return image.platforms().entrySet().stream()
        .map(one -> new PlatformImage(one.getKey(), one.getValue(), layers))
        .toList();
  }

  /// What a push does not need may be refused to it: then nobody says which line made a layer.
  private static List<ImageConfiguration.Made> history(
      Destination found, ImageReference.Pinned reference, Digest config)
      throws InterruptedException {
    try {
      return found
          .images()
          .configuration(reference, config)
          .map(ImageConfiguration::history)
          .orElse(List.of());
    } catch (FailureException _) {
      return List.of();
    }
  }

  private static StoredImage firstOf(Destination found, StoredImage index)
      throws InterruptedException {
    var children = index.platforms().values().stream();
    var first = children.findFirst();
    return first.isEmpty()
        ? index
        : found.images().read(found.place().repository().pinned(first.get()));
  }

  /// A tag that points elsewhere by now was moved by another run, which is told and no failure:
  /// this image is there under its digest.
  static void tellWhatMoved(
      Destination found, Digest digest, List<Tag> tags, ProgressListener listener)
      throws InterruptedException {
    for (var tag : tags) {
      var name = found.place().repository().tagged(tag);
      var now = found.images().digestOf(name);
      if (!now.equals(Optional.of(digest))) {
        listener.on(
            new Warning(
                "The tag `%s` points to `%s` by now: another run has moved it."
                    .formatted(name, now.map(Digest::toString).orElse("nothing"))));
      }
    }
  }

  /// @param single what a single image was built for
  private static VerifiedImage verified(
      ImageReference.Pinned reference,
      StoredImage stored,
      Supplier<Platform> single,
      Map<String, String> labels) {
    return new VerifiedImage(
        reference,
        stored.mediaType(),
        stored.size(),
        stored.platforms().isEmpty()
            ? Map.of(single.get(), reference.digest())
            : stored.platforms(),
        stored.config(),
        stored.layers(),
        labels);
  }
}
