package io.github.ecrpush.build.inputs;

import io.github.ecrpush.build.inputs.ContextFolder.TreeName;
import io.github.ecrpush.build.inputs.ContextTree.Known;
import io.github.ecrpush.build.inputs.ContextTree.Unknown;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.dockerfile.PathPatterns;
import io.github.ecrpush.dockerfile.PathPatterns.Match;
import io.github.ecrpush.git.KnownBlobs;
import io.github.ecrpush.git.WorkingTree;
import io.github.ecrpush.git.index.FileStat;
import io.github.ecrpush.git.object.TreeEntry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at all files of a context, by several threads, each in a folder of its own.
final class ContextWalk {

  static final int LONGEST_IGNORE_FILE = 1 << 20;

  private static final int MOST_THREADS = 8;
  private static final String GIT = ".git";

  private final PathPatterns ignored;
  private final Agenda agenda;
  private final ContextFolder root;

  private ContextWalk(Path context, PathPatterns ignored, KnownBlobs known) {
    this.ignored = ignored;
    this.root =
        new ContextFolder(
            null, context, new TreeName("", "", TreeEntry.FOLDER, true), Match.ROOT, known);
    this.agenda = new Agenda(root);
  }

  /// Looks at a context.
  static ContextTree of(Path context, PathPatterns ignored) throws InterruptedException {
    var known = KnownBlobs.in(context);
    var tree = new ContextWalk(context, ignored, known).walk();
    return known.isTrusted()
        ? tree
        : new ContextWalk(context, ignored, KnownBlobs.nothingAs(known)).walk();
  }

  private ContextTree walk() throws InterruptedException {
    try (var parallel = new Parallel()) {
      int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_THREADS);
      for (int i = 0; i < threads; i++) {
        parallel.run("context-" + i, this::lookIntoFolders);
      }
      parallel.join();
    }
    return agenda
        .problem()
        .<ContextTree>map(Unknown::new)
        .orElseGet(() ->
            new Known(root.entry().orElseThrow().id().toString(), List.copyOf(agenda.histories())));
  }

  private void lookIntoFolders() throws InterruptedException {
    for (var folder = agenda.next(); folder.isPresent(); folder = agenda.next()) {
      var more = lookInto(folder.get());
      folder.get().expect(more.size());
      folder.get().ready();
      agenda.done(more);
    }
  }

  private List<ContextFolder> lookInto(ContextFolder folder) {
    var folders = new ArrayList<ContextFolder>();
    try (var files = Files.newDirectoryStream(folder.place)) {
      for (var file : files) {
        look(folder, file).ifPresent(folders::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      if (folder.name.isSent() || !(e instanceof AccessDeniedException)) {
        agenda.fail("The folder `%s` cannot be read.".formatted(folder.place));
      }
    }
    return folders;
  }

  /// Adds a file to its folder, or gives back the folder that it is.
  private Optional<ContextFolder> look(ContextFolder folder, Path file) {
    var name = String.valueOf(file.getFileName());
    var path = folder.name.path() + name;
    var match = ignored.isEmpty() ? Match.ROOT : ignored.match(path, folder.ignored);
    boolean isSent = !match.matched();
    if (!isSent && !ignored.canExceptBelow(path)) {
      return Optional.empty();
    }
    if (name.indexOf('\ufffd') >= 0) {
      agenda.fail("The name of `%s` is not in UTF-8.".formatted(path));
    } else if (name.equals(GIT)) {
      addHistory(folder);
    } else {
      try {
        return add(folder, file, new TreeName(path, name, "", isSent), match);
      } catch (NoSuchFileException _) {
        // gone before it was part of anything
      } catch (IOException _) {
        agenda.fail("The file `%s` cannot be read.".formatted(path));
      }
    }
    return Optional.empty();
  }

  private Optional<ContextFolder> add(ContextFolder folder, Path file, TreeName name, Match match)
      throws IOException {
    var stat = FileStat.of(file);
    if (stat.isFolder()) {
      var here =
          new TreeName(name.path() + "/", name.name(), TreeModes.ofFolder(stat), name.isSent());
      return Optional.of(new ContextFolder(folder, file, here, match, folder.known.enter(file)));
    } else if (name.isSent()) {
      var mode = TreeModes.ofFile(stat);
      if (mode.isEmpty()) {
        agenda.fail("The file `%s` is a device.".formatted(name.path()));
        return Optional.empty();
      }
      var id =
          stat.isRegular() || stat.isLink()
              ? folder.known.idOf(file, name.name(), stat)
              : folder.known.format().id("blob", new byte[0]);
      folder.add(new TreeEntry(mode.get(), name.name(), id));
    }
    return Optional.empty();
  }

  private void addHistory(ContextFolder folder) {
    var tree = WorkingTree.at(folder.place).filter(found -> found.root().equals(folder.place));
    var commit = tree.flatMap(WorkingTree::commit);
    if (tree.isEmpty() || commit.isEmpty()) {
      agenda.fail(
          "`%s%s` would be sent, but its commit cannot be read."
              .formatted(folder.name.path(), GIT));
      return;
    }
    agenda.addHistory(
        String.join(
            " ",
            folder.name.path() + GIT,
            commit.get(),
            tree.flatMap(WorkingTree::branch).orElse("-"),
            String.join(" ", tree.map(WorkingTree::tags).orElse(List.of()))));
  }
}
