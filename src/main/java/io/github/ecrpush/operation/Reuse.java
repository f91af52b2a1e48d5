package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuiltImage;
import io.github.ecrpush.ecr.PushedImage;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Hands on an image that is there already instead of one that would be built: where every target
/// has the same one, with the tags that are missing.
///
/// @param deliveries to all targets, each of which was looked at
record Reuse(PushRequest.Image image, Deliveries deliveries, ProgressListener listener) {

  /// The image that the wished tags name, as far as they are there, if it was built from this
  /// commit.
  Optional<VerifiedImage> ofCommit() throws InterruptedException {
    var revision = Optional.ofNullable(image.build().labels().get(BuildRequestReader.REVISION));
    if (revision.isEmpty() || image.tags().isEmpty()) {
      return Optional.empty();
    }
    var there = new ArrayList<VerifiedImage>();
    for (var delivery : deliveries.all()) {
      delivery.builtFrom(revision.get()).ifPresent(there::add);
    }
    return handedOn(
        there, _ -> "The image of the commit %s is there already.".formatted(revision.get()));
  }

  /// The newest image that was made from the same.
  Optional<VerifiedImage> madeFrom(MadeFrom source) throws InterruptedException {
    var there = new ArrayList<VerifiedImage>();
    for (var delivery : deliveries.all()) {
      delivery.madeFrom(source).ifPresent(there::add);
    }
    return handedOn(
        there,
        found ->
            "Nothing changed since `%s` was pushed, so it is not built."
                .formatted(found.reference().digest()));
  }

  /// What is told of it.
  private interface Words {
    String of(VerifiedImage found);
  }

  private Optional<VerifiedImage> handedOn(List<VerifiedImage> there, Words words)
      throws InterruptedException {
    boolean everywhere =
        there.size() == deliveries.all().size()
            && there.stream().map(found -> found.reference().digest()).distinct().count() == 1;
    if (!everywhere) {
      return Optional.empty();
    }
    for (int i = 0; i < there.size(); i++) {
      var delivery = deliveries.all().get(i);
      var found = there.get(i);
      delivery.attempt(() -> {
        delivery.check(built(found), image.rules().taken());
        delivery.spare(pushed(found));
      });
    }
    deliveries.stopIfAnyFailed();
    for (int i = 0; i < there.size(); i++) {
      var delivery = deliveries.all().get(i);
      var found = there.get(i);
      delivery.attempt(() -> {
        delivery.prepare(pushed(found));
        delivery.reuse(found);
      });
    }
    deliveries.record();
    listener.on(new Notice(words.of(there.getFirst())));
    return Optional.of(there.getFirst());
  }

  private static PushedImage pushed(VerifiedImage there) {
    return new PushedImage(Optional.of(there.reference().digest()), there.imageId());
  }

  private static BuiltImage built(VerifiedImage there) {
    var digest = there.reference().digest();
    return new BuiltImage(
        there.imageId().orElse(digest),
        Optional.of(digest),
        there.platforms().keySet().iterator().next());
  }
}
