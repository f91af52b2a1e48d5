package io.github.ecrpush.operation;

import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.progress.ProgressEvent.ImageEnded;
import io.github.ecrpush.progress.ProgressEvent.ImageResult;
import java.time.Duration;
import java.util.List;

/// What is told of one of several images when it has ended at all its targets.
final class ImageEnds {

  private ImageEnds() {}

  /// What went worst says how it ended, and a push counts more than what was there.
  static ImageEnded of(List<ImageOutcome> outcomes, Duration took) {
    var references =
        outcomes.stream()
            .flatMap(outcome -> outcome.image().stream())
            .map(image -> image.reference().toString())
            .toList();
    return new ImageEnded(result(outcomes), references, took);
  }

  private static ImageResult result(List<ImageOutcome> outcomes) {
    var statuses = outcomes.stream().map(ImageOutcome::status).toList();
    if (statuses.contains(Status.FAILED)) {
      return ImageResult.FAILED;
    }
    if (statuses.contains(Status.CANCELLED)) {
      return ImageResult.STOPPED;
    }
    if (statuses.contains(Status.PUSHED)) {
      return ImageResult.PUSHED;
    }
    return statuses.contains(Status.PRESENT) ? ImageResult.PRESENT : ImageResult.BUILT;
  }
}
