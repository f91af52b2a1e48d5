package io.github.ecrpush.operation;

import java.util.Optional;

/// What a policy is wished for.
///
/// @param environment the environment of the job; it has none when it is not named
/// @param calledWorkflow the reusable workflow that has the job, `O/R/.github/workflows/F@REF`;
///   without it, the job is in the workflow that was started
public record PolicyWish(
    Verb verb, Subject subject, Optional<String> environment, Optional<String> calledWorkflow) {

  /// What the job does.
  public enum Verb {
    PUSH,
    CHECK
  }

  /// How the job's subject is written: with the names of its repository, also with their numbers,
  /// which stay when names change hands, or in both ways.
  public enum Subject {
    CLASSIC,
    IMMUTABLE,
    BOTH;

    boolean hasNames() {
      return this != IMMUTABLE;
    }

    boolean hasNumbers() {
      return this != CLASSIC;
    }
  }
}
