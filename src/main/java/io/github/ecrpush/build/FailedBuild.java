package io.github.ecrpush.build;

import io.github.ecrpush.dockerfile.Dockerfile;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.image.Platform;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A build that failed, and all that is known of it.
///
/// @param message what BuildKit said
/// @param step the name of the step that failed, which on Docker 20.10 is the only trace to the
///   line
/// @param exitCode what the step's command ended with, where BuildKit says it beside the text
/// @param line the line of the Dockerfile, where BuildKit says it
/// @param lastLines what the step printed last, fit to be shown
record FailedBuild(
    String message,
    Optional<String> step,
    OptionalInt exitCode,
    OptionalInt line,
    List<String> lastLines) {

  FailedBuild {
    lastLines = List.copyOf(lastLines);
  }

  /// Puts it into words.
  ///
  /// @param file the Dockerfile's path as the user wrote it
  /// @param platform what the image was wished for
  Failure explain(String file, Dockerfile dockerfile, Optional<Platform> platform) {
    return new FailedBuildWords(this, file, dockerfile, platform).of(BuildError.of(message));
  }
}
