package io.github.ecrpush.operation;

import io.github.ecrpush.git.WorkingTree;
import java.time.Instant;
import java.util.Optional;

/// What git says of the working tree that is built from.
///
/// @param tag the one that names the commit, if any does
/// @param commitDate when the commit was made
/// @param origin the address that it was fetched from
/// @param defaultBranch of the place that it was fetched from
public record GitFacts(
    Optional<String> commit,
    Optional<String> branch,
    Optional<String> tag,
    Optional<Instant> commitDate,
    Optional<String> origin,
    Optional<String> defaultBranch) {

  /// Of a folder that is no working tree.
  public static final GitFacts NONE =
      new GitFacts(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// Reads them.
  public static GitFacts of(WorkingTree tree) {
    return new GitFacts(
        tree.commit(),
        tree.branch(),
        tree.tags().stream().findFirst(),
        tree.commitTime(),
        tree.origin(),
        tree.defaultBranch());
  }
}
