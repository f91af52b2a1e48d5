package io.github.ecrpush.failure;

import java.util.List;

/// What a person is told when a run cannot go on. The kind says who must act.
public sealed interface Failure {

  Explanation explanation();

  /// The same in other words.
  default Failure saying(Explanation words) {
    return switch (this) {
      case Misconfigured(_, var input) -> new Misconfigured(words, input);
      case AccessDenied(_, var party) -> new AccessDenied(words, party);
      case BuildFailed(_, var file, int line, var lastLines) ->
          new BuildFailed(words, file, line, lastLines);
      case Unavailable(_, var party) -> new Unavailable(words, party);
      case Refused _ -> new Refused(words);
      case Cancelled _ -> new Cancelled(words);
      case TimedOut _ -> new TimedOut(words);
      case Bug(_, var cause) -> new Bug(words, cause);
    };
  }

  /// The author of the workflow or command must change an input.
  record Misconfigured(Explanation explanation, String input) implements Failure {}

  /// The owner of an account or a registry must let us in.
  record AccessDenied(Explanation explanation, String party) implements Failure {}

  /// The author of the Dockerfile must mend the build. The line is 0 when it is not known.
  record BuildFailed(Explanation explanation, String file, int line, List<String> lastLines)
      implements Failure {
    public BuildFailed {
      lastLines = List.copyOf(lastLines);
    }
  }

  /// Nobody: a remote party was away or too busy, and trying again may work.
  record Unavailable(Explanation explanation, String party) implements Failure {}

  /// The person who set a rule must change it, or the wish.
  record Refused(Explanation explanation) implements Failure {}

  /// Nobody: the run was stopped by a signal.
  record Cancelled(Explanation explanation) implements Failure {}

  /// Nobody: the run took longer than it was allowed to.
  record TimedOut(Explanation explanation) implements Failure {}

  /// We must mend the program.
  record Bug(Explanation explanation, Throwable cause) implements Failure {}
}
