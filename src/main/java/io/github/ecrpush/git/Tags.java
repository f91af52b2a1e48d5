package io.github.ecrpush.git;

import io.github.ecrpush.git.object.ObjectId;
import io.github.ecrpush.git.object.ObjectStore;
import io.github.ecrpush.git.object.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds the tags that are on a commit.
final class Tags {

  /// A tag can be on a tag; nobody does that often.
  private static final int MOST_HOPS = 8;

  private static final Comparator<Found> GITS_ORDER =
      (one, other) ->
          one.annotated == other.annotated
              ? other.time.compareTo(one.time)
              : Boolean.compare(other.annotated, one.annotated);

  /// @param time when an annotated one was made
  private record Found(String name, boolean annotated, Instant time) {}

  private Tags() {}

  static List<String> atHead(Repository repository, ObjectStore objects) {
    var references = repository.references();
    var commit = references.commit().flatMap(ObjectId::parse);
    if (commit.isEmpty()) {
      return List.of();
    }
    var found = new ArrayList<Found>();
    references
        .tags()
        .forEach((name, id) -> {
          if (id.equals(commit.get())) {
            found.add(new Found(name, false, Instant.EPOCH));
            return;
          }
          var tag = objects.tag(id);
          if (tag.isPresent() && leads(tag, commit.get(), objects)) {
            found.add(new Found(name, true, tag.get().time().orElse(Instant.EPOCH)));
          }
        });
    found.sort(GITS_ORDER); // which leaves those that are alike in the order of their names
    return found.stream().map(Found::name).toList();
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
