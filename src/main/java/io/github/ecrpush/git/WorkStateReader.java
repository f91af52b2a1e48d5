package io.github.ecrpush.git;

import io.github.ecrpush.git.GitConfig.Name;
import io.github.ecrpush.git.WorkState.Unknown;
import io.github.ecrpush.git.index.Index;
import io.github.ecrpush.git.object.ObjectFormat;
import io.github.ecrpush.git.object.ObjectId;
import io.github.ecrpush.git.object.ObjectStore;
import java.io.IOException;
import java.util.Optional;

/// Compares a commit with the index, and the index with the working tree.
///
/// Where git is told to change line ends or contents, it is not known whether a file that was
/// written to is what git would make of it: filters are programs, and nothing is run.
final class WorkStateReader {

  /// Submodules of submodules.
  private static final int DEEPEST = 8;

  private final Repository repository;
  private final int depth;

  WorkStateReader(Repository repository) {
    this(repository, 0);
  }

  WorkStateReader(Repository repository, int depth) {
    this.repository = repository;
    this.depth = depth;
  }

  WorkState read() {
    if (depth > DEEPEST) {
      return new Unknown("Submodules lie in submodules, too many levels deep.");
    }
    if (!repository.isHere() || isBare()) {
      return new Unknown("Git's configuration says that the working tree is elsewhere.");
    }
    var objects = repository.objects();
    if (objects.isEmpty()) {
      return new Unknown("Git's objects are named by a hash that is not known here.");
    }
    var commit = repository.commit();
    if (commit.isEmpty() && !repository.references().isUnborn()) {
      return new Unknown("The commit that is checked out cannot be read.");
    }
    try {
      var format = objects.get().format();
      var index = Index.read(repository.own(), format);
      var changes = new Changes();
      compareStaged(index, commit.map(found -> found.tree()), objects.get(), changes);
      compareFiles(index, format, changes);
      return changes.toState();
    } catch (IOException e) {
      return new Unknown(sentence(e));
    }
  }

  /// The repository may be bare where this is a further working tree of it.
  private boolean isBare() {
    return repository.config().isTrue(Name.BARE) && repository.own().equals(repository.shared());
  }

  private static void compareStaged(
      Index index, Optional<ObjectId> committed, ObjectStore objects, Changes changes) {
    if (committed.isPresent() && committed.equals(index.tree())) {
      return;
    }
    var staged = StagedTree.of(index, objects.format());
    if (!committed.equals(Optional.of(staged.id()))) {
      staged.compare(committed, objects, "", changes::add);
    }
  }

  private void compareFiles(Index index, ObjectFormat format, Changes changes) throws IOException {
    if (!changes.areEnough()) {
      new WorkingFiles(repository, index, format, depth, changes).compare();
    }
  }

  private static String sentence(IOException e) {
    var message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message : "Git's files cannot be read.";
  }
}
