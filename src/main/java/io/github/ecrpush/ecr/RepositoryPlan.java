package io.github.ecrpush.ecr;

import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import java.util.List;
import java.util.Optional;

/// A repository, and what is left to do before it is as wished.
///
/// @param tags what the run pushes there
/// @param state as it will be when all is done
/// @param missing whether it is to be created
/// @param changes the settings to change of one that is there
/// @param preview what a lifecycle policy would do that is among them, where there are images
public record RepositoryPlan(
    RepositoryPath path,
    List<Tag> tags,
    RepositoryState state,
    boolean missing,
    List<Setting> changes,
    Optional<LifecyclePreview> preview) {

  public RepositoryPlan {
    tags = List.copyOf(tags);
    changes = List.copyOf(changes);
  }

  /// A repository that is as wished.
  static RepositoryPlan done(RepositoryPath path, List<Tag> tags, RepositoryState state) {
    return new RepositoryPlan(path, tags, state, false, List.of(), Optional.empty());
  }

  /// Whether it is as wished already.
  public boolean isDone() {
    return !missing && changes.isEmpty();
  }
}
