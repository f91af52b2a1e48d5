package io.github.ecrpush.ecr;

import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import java.util.List;

/// A repository, and what is left to do before it is as wished.
///
/// @param tags what the run pushes there
/// @param state as it will be when all is done
/// @param missing whether it is to be created
/// @param changes the settings to change of one that is there
public record RepositoryPlan(
    RepositoryPath path,
    List<Tag> tags,
    RepositoryState state,
    boolean missing,
    List<Setting> changes) {

  public RepositoryPlan {
    tags = List.copyOf(tags);
    changes = List.copyOf(changes);
  }

  /// Whether it is as wished already.
  public boolean isDone() {
    return !missing && changes.isEmpty();
  }
}
