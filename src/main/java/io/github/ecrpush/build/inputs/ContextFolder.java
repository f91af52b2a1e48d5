package io.github.ecrpush.build.inputs;

import io.github.ecrpush.dockerfile.PathPatterns.Match;
import io.github.ecrpush.git.KnownBlobs;
import io.github.ecrpush.git.object.TreeEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A folder of a context. One thread looks into it; whoever is the last to be ready with it or with
/// a folder in it makes its tree. Its own lock guards what is in it.
final class ContextFolder {

  final @Nullable ContextFolder above;
  final Path place;
  final TreeName name;
  final Match ignored;
  final KnownBlobs known;

  private final List<TreeEntry> entries = new ArrayList<>();
  private final AtomicInteger unready = new AtomicInteger(1);

  /// @param path below the context, with a slash behind it, and empty for the context
  /// @param mode as a tree has it
  /// @param isSent whether the folder itself is, whatever is in it
  record TreeName(String path, String name, String mode, boolean isSent) {}

  ContextFolder(
      @Nullable ContextFolder above, Path place, TreeName name, Match ignored, KnownBlobs known) {
    this.above = above;
    this.place = place;
    this.name = name;
    this.ignored = ignored;
    this.known = known;
  }

  /// Takes a file, or a folder that is ready.
  synchronized void add(TreeEntry entry) {
    entries.add(entry);
  }

  /// Counts folders in it that are to be waited for.
  void expect(int folders) {
    unready.addAndGet(folders);
  }

  /// Says that its files, or one of the folders in it, are all there.
  void ready() {
    if (unready.decrementAndGet() == 0 && above != null) {
      entry().ifPresent(above::add);
      above.ready();
    }
  }

  /// The folder as one entry of that above it, if anything of it is sent.
  synchronized Optional<TreeEntry> entry() {
    return entries.isEmpty() && !name.isSent
        ? Optional.empty()
        : Optional.of(
            new TreeEntry(name.mode, name.name, TreeEntry.treeOf(entries, known.format())));
  }
}
