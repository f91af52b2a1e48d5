package io.github.ecrpush.build;

import io.github.ecrpush.buildkit.SolveException;
import io.github.ecrpush.buildkit.SourceLocation.LineRange;
import io.github.ecrpush.buildkit.filesync.TransferException;
import io.github.ecrpush.dockerfile.Dockerfile;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Takes what BuildKit's client threw to the words for it.
final class SolveFailures {

  private SolveFailures() {}

  /// A build that failed. What went wrong on our side is why, whatever BuildKit makes of it.
  static FailureException ofBuild(SolveException e, BuildRequest request, StepLog log) {
    return ofOurSide(e)
        .orElseGet(() ->
            new FailureException(
                failed(e, log)
                    .explain(request.dockerfileName(), dockerfile(request), request.platform()),
                e));
  }

  /// Why it failed on our side, if it did.
  static Optional<FailureException> ofOurSide(IOException e) {
    return switch (e.getCause()) {
      case null -> Optional.empty();
      case FailureException told -> Optional.of(told);
      case TransferException transfer -> Optional.of(new FailureException(of(transfer), e));
      case IOException lost -> Optional.of(engineLost(lost));
      default -> Optional.empty();
    };
  }

  static FailureException engineLost(IOException e) {
    return new FailureException(BuildFailures.engineLost(String.valueOf(e.getMessage())), e);
  }

  static FailureException answerIncomplete(String part) {
    return new FailureException(BuildFailures.engineLost("it ended the build without " + part));
  }

  private static Failure of(TransferException e) {
    return switch (e.reason()) {
      case CHANGED -> BuildFailures.fileChanged(e.path());
      case UNREADABLE -> BuildFailures.contextUnreadable(e.path(), reason(e));
      case UNREPRESENTABLE_NAME -> BuildFailures.nameNotSendable(e.path());
      case BAD_PATTERN -> BuildFailures.contextUnreadable(e.path(), "the pattern breaks its rules");
    };
  }

  private static String reason(TransferException e) {
    return e.getCause() == null ? "it cannot be read" : String.valueOf(e.getCause().getMessage());
  }

  private static FailedBuild failed(SolveException e, StepLog log) {
    var facts = e.facts();
    var line =
        facts.location().stream()
            .flatMap(location -> location.ranges().stream())
            .mapToInt(LineRange::first)
            .filter(first -> first > 0)
            .findFirst();
    return new FailedBuild(
        String.valueOf(e.getMessage()),
        facts.vertexName(),
        facts.exitCode(),
        line.isPresent() ? line : OptionalInt.empty(),
        facts.vertex().map(log::lastLines).orElse(List.of()));
  }

  private static Dockerfile dockerfile(BuildRequest request) {
    return request
        .readDockerfile()
        .orElseGet(() -> Dockerfile.read("", Map.of())); // then the words are without a line
  }
}
