package io.github.ecrpush.git.index;

import io.github.ecrpush.file.SmallFile;
import io.github.ecrpush.git.object.ObjectFormat;
import io.github.ecrpush.git.object.ObjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Git's index: the files that are to be in the next commit, by their paths.
///
/// @param entries in git's order; of a file in conflict the last of its versions
/// @param tree what git noted of all of them as one folder to be committed; nothing when it did
///   not, or when something was added since
/// @param written when, in nanoseconds since 1970
public record Index(Map<String, IndexEntry> entries, Optional<ObjectId> tree, long written) {

  /// No files at all.
  public static final Index EMPTY = new Index(Map.of(), Optional.empty(), 0);

  /// Some two million files.
  private static final int LARGEST = 256 << 20;

  /// Reads it.
  ///
  /// @param gitFolder the folder of the working tree, where no index means that it is empty
  /// @throws IOException with a sentence that says why it cannot be known
  public static Index read(Path gitFolder, ObjectFormat format) throws IOException {
    var file = gitFolder.resolve("index");
    if (!Files.exists(file)) {
      return EMPTY;
    }
    long written = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    return IndexReader.read(SmallFile.bytes(file, LARGEST), format, written);
  }

  /// Whether a file is what git saw, as far as that shows without reading it. Of an empty one it
  /// does not: git also writes the size nought where it wants a file to be read again.
  public boolean isUntouched(@Nullable IndexEntry entry, FileStat file) {
    return entry != null
        && entry.stage() == 0
        && !entry.isAnnounced()
        && entry.isKindOf(file, false)
        && file.size() > 0
        && file.modified() < written // later, it may have been written to unseen
        && entry.looksLike(file);
  }
}
