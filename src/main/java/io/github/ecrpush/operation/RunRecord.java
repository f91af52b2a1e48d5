package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuildRecord;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.progress.ProgressEvent.ImageResult;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a run did beside its outcomes, for those who want to know how: evidence and the summary. It
/// is there for a run that failed as well, as far as it came.
///
/// @param images in the order in which they were asked for
/// @param warnings those that are about no image
/// @param notices the same
public record RunRecord(
    Instant began,
    Instant ended,
    RunSource source,
    List<ImageRecord> images,
    List<Warning> warnings,
    List<Notice> notices) {

  public RunRecord {
    images = List.copyOf(images);
    warnings = List.copyOf(warnings);
    notices = List.copyOf(notices);
  }

  public Duration took() {
    return Duration.between(began, ended);
  }

  /// What a run did for one image.
  ///
  /// @param name the one that its outcomes have
  /// @param arguments build arguments by name; their values may be secrets that nobody said are
  /// @param callers who we were, by the name of the target
  /// @param whole all of it, where several images were told apart; nothing for one never begun
  /// @param build nothing where the image was there already and was not built
  /// @param platforms what is in the registry now
  /// @param sizeBefore of the layers of the image that its first tag named before the run, or of
  ///   the one that was pushed last, where that was looked at
  public record ImageRecord(
      String name,
      Map<String, String> arguments,
      Map<String, RunCaller> callers,
      List<Phase> phases,
      Optional<Whole> whole,
      Optional<BuildRecord> build,
      List<PlatformImage> platforms,
      Optional<Long> sizeBefore,
      List<Warning> warnings,
      List<Notice> notices) {

    public ImageRecord {
      arguments = Map.copyOf(arguments);
      callers = Map.copyOf(callers);
      phases = List.copyOf(phases);
      platforms = List.copyOf(platforms);
      warnings = List.copyOf(warnings);
      notices = List.copyOf(notices);
    }

    /// How much the layers of all its platforms take in a registry; nothing where they are not
    /// known.
    public Optional<Long> size() {
      return platforms.isEmpty()
          ? Optional.empty()
          : Optional.of(platforms.stream().mapToLong(PlatformImage::size).sum());
    }

    /// When its build began, counted from the begin of the run.
    public Duration buildBegan() {
      return phases.stream()
          .filter(phase -> phase.name().equals("build"))
          .map(Phase::begun)
          .findFirst()
          .orElse(Duration.ZERO);
    }
  }

  /// Who we were to AWS.
  ///
  /// @param arn of the assumed role with its session, or of the user
  /// @param subject what the token said of the job, where a token was exchanged
  public record RunCaller(String arn, Optional<String> subject) {}

  /// A part of the run that ended well: `identity`, `build`, `push`, `verify`.
  ///
  /// @param begun how long after the begin of the run
  public record Phase(String name, Duration begun, Duration took) {}

  /// An image from its begin to its end, whatever that was.
  ///
  /// @param begun how long after the begin of the run
  public record Whole(ImageResult result, Duration begun, Duration took) {}

  /// The image of one platform.
  public record PlatformImage(Platform platform, Digest digest, List<ImageLayer> layers) {
    public PlatformImage {
      layers = List.copyOf(layers);
    }

    public long size() {
      return layers.stream().mapToLong(ImageLayer::size).sum();
    }
  }
}
