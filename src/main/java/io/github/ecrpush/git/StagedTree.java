package io.github.ecrpush.git;

import io.github.ecrpush.git.index.Index;
import io.github.ecrpush.git.index.IndexEntry;
import io.github.ecrpush.git.object.ObjectFormat;
import io.github.ecrpush.git.object.ObjectId;
import io.github.ecrpush.git.object.ObjectStore;
import io.github.ecrpush.git.object.TreeEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A folder as it would be committed now, by what is in the index.
final class StagedTree {

  private final Map<String, IndexEntry> files = new TreeMap<>();
  private final Map<String, StagedTree> folders = new TreeMap<>();
  private final Map<String, TreeEntry> entries = new HashMap<>();
  private final ObjectFormat format;

  private StagedTree(ObjectFormat format) {
    this.format = format;
  }

  static StagedTree of(Index index, ObjectFormat format) {
    var root = new StagedTree(format);
    index
        .entries()
        .forEach((path, entry) -> {
          if (entry.stage() == 0 && !entry.isAnnounced()) {
            root.add(path, entry);
          }
        });
    root.close();
    return root;
  }

  private void add(String path, IndexEntry entry) {
    var folder = this;
    int start = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
      var name = path.substring(start, slash);
      folder = folder.folders.computeIfAbsent(name, _ -> new StagedTree(format));
      start = slash + 1;
    }
    folder.files.put(path.substring(start), entry);
  }

  /// Deepest first, because a folder's id is made from those in it.
  private void close() {
    files.forEach(
        (name, file) -> entries.put(name, new TreeEntry(file.treeMode(), name, file.id())));
    folders.forEach((name, folder) -> {
      folder.close();
      entries.put(name, new TreeEntry(TreeEntry.FOLDER, name, folder.id()));
    });
  }

  /// The id that it would have.
  ObjectId id() {
    return TreeEntry.treeOf(List.copyOf(entries.values()), format);
  }

  /// Tells of each path that differs from what was committed. A folder that cannot be read there
  /// differs as a whole.
  ///
  /// @param committed the folder there, or nothing when it is new
  /// @param path where this is, with a slash behind it
  void compare(
      Optional<ObjectId> committed, ObjectStore objects, String path, Consumer<String> differs) {
    var there = committed.map(objects::tree).orElse(Optional.of(List.of()));
    if (there.isEmpty()) {
      differs.accept(path.isEmpty() ? "." : path);
      return;
    }
    var left = new TreeMap<>(entries);
    for (var before : there.get()) {
      var now = left.remove(before.name());
      if (now == null) {
        differs.accept(path + before.name());
      } else if (!now.equals(before)) {
        compare(Optional.of(before), now, objects, path, differs);
      }
    }
    left.values().forEach(now -> compare(Optional.empty(), now, objects, path, differs));
  }

  private void compare(
      Optional<TreeEntry> before,
      TreeEntry now,
      ObjectStore objects,
      String path,
      Consumer<String> differs) {
    var folder = folders.get(now.name());
    if (folder == null) {
      differs.accept(path + now.name());
    } else {
      var committed = before.filter(TreeEntry::isFolder).map(TreeEntry::id);
      folder.compare(committed, objects, path + now.name() + "/", differs);
    }
  }
}
