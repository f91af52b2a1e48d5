package io.github.ecrpush.git;

import io.github.ecrpush.git.GitConfig.Name;
import io.github.ecrpush.git.WorkState.Clean;
import io.github.ecrpush.git.WorkState.Dirty;
import io.github.ecrpush.git.WorkState.Unknown;
import io.github.ecrpush.git.index.FileStat;
import io.github.ecrpush.git.index.Index;
import io.github.ecrpush.git.index.IndexEntry;
import io.github.ecrpush.git.object.ObjectFormat;
import io.github.ecrpush.git.pattern.Converted;
import io.github.ecrpush.git.pattern.Ignored;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Compares the files of a working tree with the index. One walk sees both what was changed and
/// what git does not know; what it did not see is gone.
final class WorkingFiles {

  private final Repository repository;
  private final Index index;
  private final ObjectFormat format;
  private final int depth;
  private final Changes changes;
  private final boolean programs;
  private final boolean converts;
  private final Set<String> folders = new HashSet<>();
  private final Set<String> seen = new HashSet<>();

  /// @param path of the folder, with a slash behind it
  /// @param passedBy whether all is ignored here that git does not know
  private record Level(
      Path folder, String path, boolean passedBy, Ignored ignored, Converted converted) {

    Level in(Path below, String belowPath, boolean belowPassedBy) throws IOException {
      return new Level(
          below,
          belowPath,
          belowPassedBy,
          ignored.in(belowPath, below.resolve(".gitignore")),
          converted.in(belowPath, below.resolve(".gitattributes")));
    }
  }

  WorkingFiles(
      Repository repository, Index index, ObjectFormat format, int depth, Changes changes) {
    this.repository = repository;
    this.index = index;
    this.format = format;
    this.depth = depth;
    this.changes = changes;
    var config = repository.config();
    this.programs = !config.isFalse(Name.PROGRAMS);
    this.converts = config.convertsFiles();
    for (var path : index.entries().keySet()) {
      for (int i = path.lastIndexOf('/'); i > 0 && folders.add(path.substring(0, i)); ) {
        i = path.lastIndexOf('/', i - 1);
      }
    }
  }

  void compare() throws IOException {
    var ignored = Ignored.of(repository.shared().resolve("info/exclude"));
    var converted = Converted.of(repository.shared().resolve("info/attributes"));
    var root = new Level(repository.root(), "", false, ignored, converted);
    walk(root.in(repository.root(), "", false));
    index
        .entries()
        .forEach((path, entry) -> {
          if (!seen.contains(path) && !entry.isLeftOut() && !entry.isUnwatched()) {
            changes.add(path);
          }
        });
  }

  private void walk(Level level) throws IOException {
    for (var file : files(level.folder)) {
      if (changes.areEnough()) {
        return;
      }
      var name = String.valueOf(file.getFileName());
      try {
        if (!name.equals(".git")) {
          look(level, file, level.path + name);
        }
      } catch (NoSuchFileException _) {
        // then it is not seen, and missed if git knows it
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    var files = new ArrayList<Path>();
    try (var stream = Files.newDirectoryStream(folder)) {
      stream.forEach(files::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(null);
    return files;
  }

  private void look(Level level, Path file, String path) throws IOException {
    var stat = FileStat.of(file);
    var entry = index.entries().get(path);
    if (entry != null) {
      seen.add(path);
      compare(level, file, path, stat, entry);
    } else if (stat.isFolder() && folders.contains(path)) {
      walk(level.in(file, path + "/", isPassedBy(level, path, true)));
    } else if (isPassedBy(level, path, stat.isFolder())) {
      // as if it were not there
    } else if (stat.isFolder() && Repository.of(file).isEmpty()) {
      walk(level.in(file, path + "/", false));
    } else if (stat.isFolder() || stat.isRegular() || stat.isLink()) {
      changes.add(path);
    }
  }

  private static boolean isPassedBy(Level level, String path, boolean isFolder) {
    return level.passedBy || level.ignored.matches(path, isFolder);
  }

  private void compare(Level level, Path file, String path, FileStat stat, IndexEntry entry) {
    if (entry.isRepository() && stat.isFolder()) {
      compareSubmodule(file, path, entry);
      return;
    }
    if (entry.isUnwatched()) {
      return;
    }
    if (entry.stage() != 0 || entry.isAnnounced() || !entry.isKindOf(stat, programs)) {
      changes.add(path);
      return;
    }
    try {
      if (index.isUntouched(entry, stat) || stat.idOf(file, format).equals(entry.id())) {
        return;
      }
    } catch (IOException _) {
      changes.doubt("The file `%s` cannot be read.".formatted(path));
      return;
    }
    if (converts || level.converted.matches(path)) {
      changes.doubt("The file `%s` may be what git makes of it, or not.".formatted(path));
    } else {
      changes.add(path);
    }
  }

  /// One that was not fetched has nothing to compare.
  private void compareSubmodule(Path folder, String path, IndexEntry entry) {
    var inner = Repository.of(folder);
    if (inner.isEmpty()) {
      return;
    }
    var commit = inner.get().references().commit();
    if (commit.isEmpty() || !commit.get().equals(entry.id().toString())) {
      changes.add(path);
      return;
    }
    switch (new WorkStateReader(inner.get(), depth + 1).read()) {
      case Clean() -> {}
      case Dirty(_) -> changes.add(path);
      case Unknown(var why) -> changes.doubt("In `%s`: %s".formatted(path, why));
    }
  }
}
