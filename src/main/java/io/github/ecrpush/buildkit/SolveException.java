package io.github.ecrpush.buildkit;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A build failed.
///
/// The message is BuildKit's. The cause, when there is one, is what went wrong on our side: a file
/// of the context that could not be sent, a login that could not be had.
public final class SolveException extends BuildKitException {

  private static final long serialVersionUID = 1L;

  private final transient Facts facts;

  /// What is known of the failure. Docker 20.10 tells little: there it is read from its text.
  ///
  /// @param vertex the digest of the step that failed
  /// @param vertexName the step's name
  /// @param exitCode what the step's command exited with
  /// @param location the lines of the Dockerfile that failed
  public record Facts(
      Optional<String> vertex,
      Optional<String> vertexName,
      OptionalInt exitCode,
      Optional<SourceLocation> location) {}

  SolveException(RpcCode code, String message, Facts facts, @Nullable Throwable cause) {
    super(code, message, cause);
    this.facts = facts;
  }

  public Facts facts() {
    return facts;
  }
}
