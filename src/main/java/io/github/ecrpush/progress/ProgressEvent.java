package io.github.ecrpush.progress;

import java.time.Duration;
import java.util.List;

/// Something that happened in a run, for whoever shows it.
public sealed interface ProgressEvent {

  /// Something that happened to one of several images. A run of one image tells it without this.
  ///
  /// @param image what the run calls the image
  record OfImage(String image, ProgressEvent event) implements ProgressEvent {}

  /// The run brings several images, and calls them so. It is told before the first of them begins.
  record ImagesBegan(List<String> images) implements ProgressEvent {
    public ImagesBegan {
      images = List.copyOf(images);
    }
  }

  /// The last that is told of one of several images; it stands in an [OfImage].
  ///
  /// @param references where the image is now, by its digest
  record ImageEnded(ImageResult result, List<String> references, Duration took)
      implements ProgressEvent {
    public ImageEnded {
      references = List.copyOf(references);
    }
  }

  /// How an image ended.
  enum ImageResult {
    PUSHED,
    PRESENT,
    BUILT,
    FAILED,
    STOPPED
  }

  /// A part of the run began: `identity`, `build`, `push`, `verify`.
  record PhaseStarted(String phase) implements ProgressEvent {}

  /// A part of the run ended well.
  record PhaseEnded(String phase, Duration took) implements ProgressEvent {}

  /// A build step began. The number is the order in which steps were first seen, from 1.
  record StepStarted(int number, String name) implements ProgressEvent {}

  /// A line that a build step printed, this long after the step began. The line is safe to print:
  /// control characters are taken out, and it is not longer than a screenful. What it says is the
  /// build's own and not to be trusted.
  record StepOutput(int number, Duration at, String line) implements ProgressEvent {}

  /// How far a part of a build step is: `transferring context`, `pushing layers`. The total is 0
  /// when it is not known.
  record StepProgress(int number, String name, long current, long total) implements ProgressEvent {}

  /// A build step ended: it ran, it was answered from the cache, or it failed.
  record StepEnded(int number, String name, StepResult result, Duration took)
      implements ProgressEvent {}

  /// How a build step ended.
  enum StepResult {
    DONE,
    CACHED,
    FAILED
  }

  /// One fact worth a line: who we are, what was found.
  record Fact(String text) implements ProgressEvent {}

  /// Why the run does less than a reader may expect of it.
  record Notice(String text) implements ProgressEvent {}

  /// Something that works today and should be changed.
  ///
  /// @param file the file that it is about, or empty
  /// @param line the line in it, or 0
  /// @param link a page that says more, or empty
  record Warning(String text, String file, int line, String link) implements ProgressEvent {

    public Warning(String text) {
      this(text, "", 0, "");
    }
  }
}
