package io.github.ecrpush.git;

import io.github.ecrpush.git.object.ObjectId;
import io.github.ecrpush.git.object.ObjectStore;
import io.github.ecrpush.git.object.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the tags that are on a commit.
final class Tags {

  /// A tag can be on a tag; nobody does that often.
  private static final int MOST_HOPS = 8;

  private Tags() {}

  static List<String> atHead(Repository repository, ObjectStore objects) {
    var references = repository.references();
    var commit = references.commit().flatMap(ObjectId::parse);
    if (commit.isEmpty()) {
      return List.of();
    }
    var found = new ArrayList<String>();
    references
        .tags()
        .forEach((name, id) -> {
          if (id.equals(commit.get()) || leads(objects.tag(id), commit.get(), objects)) {
            found.add(name);
          }
        });
    return found.reversed();
  }

  private static boolean leads(Optional<Tag> first, ObjectId commit, ObjectStore objects) {
    var tag = first;
    for (int hops = 0; hops < MOST_HOPS && tag.isPresent(); hops++) {
      var target = tag.get().target();
      if (target.equals(commit)) {
        return true;
      }
      tag = objects.tag(target);
    }
    return false;
  }
}
