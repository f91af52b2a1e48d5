package io.github.ecrpush.buildkit.filesync;

import io.github.ecrpush.buildkit.filesync.Filter.Verdict;
import io.github.ecrpush.buildkit.filesync.TransferException.Reason;
import io.github.ecrpush.buildkit.wire.FileStat;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Walks a directory in the order BuildKit wants: a directory before what is in it, and what is in
/// a directory in the order of the bytes of the names.
///
/// A directory that is filtered out is sent all the same, just before the first thing below it that
/// is not.
final class TreeWalk {

  private final Path root;
  private final Filter filter;
  private final Visitor visitor;
  private final Map<Object, String> linked = new HashMap<>();

  /// Is told every file that is to be sent, in order.
  @FunctionalInterface
  interface Visitor {

    /// Takes the next file.
    ///
    /// @param file where the content is, when there is one
    void visit(FileStat stat, @Nullable SentFile file) throws IOException, InterruptedException;
  }

  /// A directory on the way down.
  private static final class Level {
    final @Nullable Level above;
    final @Nullable Path name;
    final OpenDirectory directory;
    final Place place;
    final String path;
    final Verdict verdict;
    boolean sent;

    Level(@Nullable Level above, @Nullable Path name, OpenDirectory directory, Verdict verdict) {
      this.above = above;
      this.name = name;
      this.directory = directory;
      this.verdict = verdict;
      this.place = above == null ? Place.ROOT : new Place(above.place, name);
      this.path = place.path();
      this.sent = above == null || verdict.sent();
    }
  }

  TreeWalk(Path root, Filter filter, Visitor visitor) {
    this.root = root;
    this.filter = filter;
    this.visitor = visitor;
  }

  /// @throws TransferException if something in the directory cannot be sent as it is
  void walk() throws IOException, InterruptedException {
    OpenDirectory directory;
    try {
      directory = OpenDirectory.at(root);
    } catch (IOException e) {
      throw new TransferException(Reason.UNREADABLE, root, ".", e);
    }
    try (directory) {
      walk(new Level(null, null, directory, Verdict.ROOT));
    }
  }

  private void walk(Level level) throws IOException, InterruptedException {
    for (var name : level.directory.names()) {
      var path = level.path + name;
      var verdict = filter.judge(path, level.verdict);
      if (!verdict.sent() && !verdict.entered()) {
        continue;
      }
      BasicFileAttributes seen;
      try {
        seen = level.directory.attributes(name);
      } catch (NoSuchFileException _) {
        continue; // gone before it was part of anything
      }
      if (verdict.sent()) {
        sendAbove(level);
        send(level, name, seen);
      }
      if (seen.isDirectory() && verdict.entered()) {
        enter(level, name, verdict);
      }
    }
  }

  private void enter(Level level, Path name, Verdict verdict)
      throws IOException, InterruptedException {
    OpenDirectory directory;
    try {
      directory = level.directory.enter(name);
    } catch (IOException e) {
      if (e instanceof AccessDeniedException && !verdict.sent()) {
        return; // nobody asked for it
      }
      throw TransferException.of(e, root, level.path + name);
    }
    try (directory) {
      walk(new Level(level, name, directory, verdict));
    }
  }

  private void sendAbove(Level level) throws IOException, InterruptedException {
    if (!level.sent && level.above != null && level.name != null) {
      sendAbove(level.above);
      send(level.above, level.name, level.above.directory.attributes(level.name));
      level.sent = true;
    }
  }

  /// @param seen what the name stands for in the directory that is held open; what is asked by path
  ///   must be of the same file
  private void send(Level level, Path name, BasicFileAttributes seen)
      throws IOException, InterruptedException {
    var path = level.path + name;
    requireFaithful(name, path);
    var extra = FileStat.newBuilder();
    UnixFile file;
    try {
      var byPath = level.directory.pathOf(name);
      if (seen.isSymbolicLink()) {
        var target = Files.readSymbolicLink(byPath);
        requireFaithful(target, path);
        extra.setLink(target.toString());
      } else if (seen.isRegularFile() || seen.isDirectory()) {
        UnixFile.addAttributes(byPath, extra);
      }
      file = UnixFile.read(byPath);
    } catch (IOException e) {
      throw TransferException.of(e, root, path);
    }
    if (!file.key().equals(seen.fileKey())) {
      throw new TransferException(Reason.CHANGED, root, path, null);
    }
    visit(level, name, file, file.toStat(path).mergeFrom(extra.build()));
  }

  private void visit(Level level, Path name, UnixFile file, FileStat.Builder stat)
      throws IOException, InterruptedException {
    if (file.links() > 1 && !file.isDirectory() && !file.isSymbolicLink()) {
      var first = linked.putIfAbsent(file.key(), stat.getPath());
      if (first != null) {
        visitor.visit(stat.setLink(first).setSize(0).build(), null);
        return;
      }
    }
    visitor.visit(
        stat.build(),
        file.hasContent()
            ? new SentFile(level.place, name, file.size(), file.modifiedNanos(), file.key())
            : null);
  }

  /// Refuses text that does not lead back to the bytes it was made of.
  private void requireFaithful(Path text, String path) throws TransferException {
    try {
      if (text.toString().indexOf('\ufffd') < 0 || Path.of(text.toString()).equals(text)) {
        return;
      }
    } catch (InvalidPathException _) {
      // the same: there is no way back
    }
    throw new TransferException(Reason.UNREPRESENTABLE_NAME, root, path, null);
  }
}
