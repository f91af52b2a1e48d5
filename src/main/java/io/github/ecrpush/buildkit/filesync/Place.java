package io.github.ecrpush.buildkit.filesync;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a directory is below the root, as a chain of names.
///
/// @param parent nothing for the root
record Place(@Nullable Place parent, @Nullable Path name) {

  static final Place ROOT = new Place(null, null);

  /// The path up to here with a `/` behind it, empty for the root.
  String path() {
    return parent == null || name == null ? "" : parent.path() + name + "/";
  }

  /// The names on the way from the root to here.
  List<Path> names() {
    var names = new ArrayDeque<Path>();
    for (var place = this; place != null && place.name != null; place = place.parent) {
      names.addFirst(place.name);
    }
    return List.copyOf(names);
  }
}
