package io.github.ecrpush.operation;

import io.github.ecrpush.git.WorkingTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What git says of the working tree that is built from.
///
/// @param tags those that name the commit
/// @param commitDate when the commit was made
/// @param origin the address that it was fetched from
/// @param defaultBranch of the place that it was fetched from
/// @param unknownReferences how branches are kept, where nobody here can read them
public record GitFacts(
    Optional<String> commit,
    Optional<String> branch,
    List<String> tags,
    Optional<Instant> commitDate,
    Optional<String> origin,
    Optional<String> defaultBranch,
    Optional<String> unknownReferences) {

  /// Of a folder that is no working tree.
  public static final GitFacts NONE =
      new GitFacts(
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public GitFacts {
    tags = List.copyOf(tags);
  }

  /// Reads them.
  public static GitFacts of(WorkingTree tree) {
    return new GitFacts(
        tree.commit(),
        tree.branch(),
        tree.tags(),
        tree.commitTime(),
        tree.origin(),
        tree.defaultBranch(),
        tree.unknownReferences());
  }
}
