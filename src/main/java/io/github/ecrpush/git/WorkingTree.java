package io.github.ecrpush.git;

import io.github.ecrpush.git.GitConfig.Name;
import io.github.ecrpush.git.object.Commit;
import io.github.ecrpush.git.object.ObjectId;
import io.github.ecrpush.git.object.TreeEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A folder under git's care. What cannot be read, or is written in a way that is not known here
/// (such as reftable), is nothing rather than a failure: a build does not need it.
///
/// Nothing is run: no git, no hook, no filter, and nothing that a configuration names. It does not
/// matter who owns the files.
public final class WorkingTree {

  private static final String BRANCHES = "refs/heads/";
  private static final int SHALLOW = 8 << 20;

  private final Repository repository;

  private WorkingTree(Repository repository) {
    this.repository = repository;
  }

  /// The working tree that a folder is in, or nothing when it is in none.
  public static Optional<WorkingTree> at(Path directory) {
    return find(directory).map(WorkingTree::new);
  }

  static Optional<Repository> find(Path directory) {
    try {
      for (var folder = directory.toRealPath(); folder != null; folder = folder.getParent()) {
        var repository = Repository.of(folder);
        if (repository.isPresent()) {
          return repository;
        }
      }
    } catch (IOException _) {
      // then there is no such folder, or it is not for us
    }
    return Optional.empty();
  }

  /// The folder that has all others in it.
  public Path root() {
    return repository.root();
  }

  /// The full name of the commit that is checked out; nothing before the first commit.
  public Optional<String> commit() {
    return repository.references().commit();
  }

  /// The branch that is checked out; nothing when a commit is checked out by itself.
  public Optional<String> branch() {
    return repository
        .references()
        .head()
        .filter(name -> name.startsWith(BRANCHES))
        .map(name -> name.substring(BRANCHES.length()));
  }

  /// The tags that are on the commit, the last by the bytes of their names first, as `git log`
  /// lists them. So `v1.2.3` is before `v1.2` and `v1`.
  public List<String> tags() {
    return repository.objects().map(objects -> Tags.atHead(repository, objects)).orElse(List.of());
  }

  /// When the commit was made, by its committer.
  public Optional<Instant> commitTime() {
    return repository.commit().flatMap(Commit::time);
  }

  /// The id of a folder as it was committed; nothing when it was not.
  ///
  /// @param folder absolute, or relative to the root
  public Optional<String> tree(Path folder) {
    var path = repository.root().resolve(folder).normalize();
    if (!path.startsWith(repository.root())) {
      return Optional.empty();
    }
    var id = repository.commit().map(Commit::tree);
    for (var name : repository.root().relativize(path)) {
      if (!name.toString().isEmpty()) {
        id = id.flatMap(above -> folder(above, name.toString()));
      }
    }
    return id.map(ObjectId::toString);
  }

  private Optional<ObjectId> folder(ObjectId above, String name) {
    return repository.objects().flatMap(objects -> objects.tree(above)).stream()
        .flatMap(List::stream)
        .filter(entry -> entry.name().equals(name) && entry.isFolder())
        .map(TreeEntry::id)
        .findFirst();
  }

  /// Whether the files are those of the commit. It looks at each of them, and reads those that git
  /// would have to read.
  public WorkState state() {
    return new WorkStateReader(repository).read();
  }

  /// How branches are kept, where that is a way that is not known here.
  public Optional<String> unknownReferences() {
    return repository.config().value(Name.REFERENCES).filter(kept -> !kept.equals("files"));
  }

  /// Whether earlier commits were left out when it was cloned.
  public boolean isShallow() {
    return GitFile.text(repository.shared().resolve("shallow"), SHALLOW)
        .filter(text -> !text.isBlank())
        .isPresent();
  }

  /// Whether objects were left out when it was cloned.
  public boolean isPartial() {
    var config = repository.config();
    return config.value(Name.PARTIAL).isPresent() || config.isTrue(Name.PROMISOR);
  }

  /// The address that the remote `origin` has; nothing when there is none.
  public Optional<String> origin() {
    return repository.config().value(Name.ORIGIN);
  }

  /// The default branch of the remote `origin`, as it was when it was cloned.
  public Optional<String> defaultBranch() {
    return repository.references().headOfOrigin();
  }
}
