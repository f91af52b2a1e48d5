package io.github.ecrpush.buildkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something that happened in a build. A vertex is a step of it, known by its digest.
public sealed interface SolveEvent {

  /// The digest of the vertex that this is about.
  String vertex();

  /// A step began. It may begin again after it has ended.
  record VertexStarted(String vertex, String name) implements SolveEvent {}

  /// A step was answered from the cache.
  ///
  /// @param at when, by BuildKit's clock, if it says so
  record VertexCached(String vertex, String name, Optional<Instant> at) implements SolveEvent {}

  /// A step ended well.
  ///
  /// @param began by BuildKit's clock
  record VertexCompleted(String vertex, String name, Instant began, Duration took)
      implements SolveEvent {}

  /// A step failed, or was stopped because another failed.
  ///
  /// @param began by BuildKit's clock; nothing for one that never began
  record VertexFailed(
      String vertex, String name, Optional<Instant> began, Duration took, String error)
      implements SolveEvent {}

  /// Some of what a step printed: whatever bytes, not lines. They are not to be trusted.
  record VertexOutput(String vertex, boolean toErr, byte[] bytes) implements SolveEvent {}

  /// How far a part of a step is.
  ///
  /// @param total 0 when it is not known
  record VertexProgress(String vertex, String part, long current, long total, boolean done)
      implements SolveEvent {}

  /// Something in the Dockerfile that is allowed and should be otherwise.
  record VertexWarning(
      String vertex,
      String summary,
      List<String> detail,
      String url,
      Optional<SourceLocation> location)
      implements SolveEvent {}
}
