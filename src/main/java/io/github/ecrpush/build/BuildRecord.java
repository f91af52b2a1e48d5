package io.github.ecrpush.build;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.progress.ProgressEvent.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a build did, as the engine told it: also of one that failed, as far as it came.
///
/// @param steps those that ended, in the order of their numbers
/// @param bases the images that it began with or copied from, each once, as the engine resolved
///   them
/// @param sentBytes how much of the context and Dockerfile was sent; the engine had the rest
///   already
public record BuildRecord(
    BuildEngine engine, List<BuildStep> steps, List<BaseImage> bases, long sentBytes) {

  public BuildRecord {
    steps = List.copyOf(steps);
    bases = List.copyOf(bases);
  }

  /// The same with other bases.
  BuildRecord withBases(List<BaseImage> others) {
    return new BuildRecord(engine, steps, others, sentBytes);
  }

  /// How many steps were answered from the cache.
  public long cached() {
    return steps.stream().filter(step -> step.result() == StepResult.CACHED).count();
  }

  /// The engine that built.
  ///
  /// @param version of Docker, such as `28.5.2`
  /// @param connection how it was reached: `unix`, `tcp` or `tls`; its address is nobody's business
  /// @param store who holds its images: `graph` or `containerd`
  /// @param buildKit the version of its BuildKit, where it is known
  public record BuildEngine(
      String version, String connection, String store, Optional<String> buildKit) {}

  /// A step that ended.
  ///
  /// @param number as the log has it
  /// @param name what the engine calls it; not to be trusted
  /// @param begun how long after the first step of the build began, by the engine's clock
  public record BuildStep(
      int number, String name, StepResult result, Duration begun, Duration took) {}

  /// An image that a stage begins with, or that files were copied from.
  ///
  /// @param name with its tag, as the engine completes it: `docker.io/library/alpine:3.20`; or
  ///   `image:base` for another image of the run
  /// @param digest nothing for one that only the engine has, and for one of the run
  public record BaseImage(String name, Optional<Digest> digest) {}
}
