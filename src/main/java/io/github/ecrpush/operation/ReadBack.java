package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuiltImage;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.progress.ProgressListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads an image back from its registry, so that what a run hands on is what the registry has.
final class ReadBack {

  private ReadBack() {}

  /// Asks where the tags point, reads the manifest and hashes it. A tag that points elsewhere by
  /// now was moved by another run, which is told and no failure: this image is there under its
  /// digest.
  static VerifiedImage of(
      Destination found, Digest digest, BuiltImage image, List<Tag> tags, ProgressListener listener)
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
    var reference = found.place().repository().pinned(digest);
    var stored = found.images().read(reference);
    boolean ours =
        stored.config().map(image.id()::equals).orElse(image.is(digest, stored.config()));
    if (!ours) {
      throw new FailureException(
          OperationFailures.pushedImageDiffers(reference, stored.config().orElse(digest)));
    }
    return new VerifiedImage(
        reference,
        stored.mediaType(),
        stored.size(),
        stored.platforms().isEmpty() ? Map.of(image.platform(), digest) : stored.platforms(),
        stored.config());
  }
}
