package io.github.ecrpush.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// A folder under git's care. What cannot be read, or is written in a way that is not known here
/// (such as reftable), is nothing rather than a failure: a build does not need it.
public final class WorkingTree {

  private static final String GITDIR = "gitdir: ";
  private static final String BRANCHES = "refs/heads/";

  private final References references;

  private WorkingTree(References references) {
    this.references = references;
  }

  /// The working tree that a folder is in, or nothing when it is in none.
  public static Optional<WorkingTree> at(Path directory) {
    try {
      for (var folder = directory.toRealPath(); folder != null; folder = folder.getParent()) {
        var gitFolder = gitFolder(folder);
        if (gitFolder.isPresent()) {
          return gitFolder.map(found -> new WorkingTree(new References(found, shared(found))));
        }
      }
    } catch (IOException _) {
      // then there is no such folder, or it is not for us
    }
    return Optional.empty();
  }

  /// The full name of the commit that is checked out; nothing before the first commit.
  public Optional<String> commit() {
    return references.commit();
  }

  /// The branch that is checked out; nothing when a commit is checked out by itself.
  public Optional<String> branch() {
    return references
        .head()
        .filter(name -> name.startsWith(BRANCHES))
        .map(name -> name.substring(BRANCHES.length()));
  }

  /// The address that the remote `origin` has; nothing when there is none.
  public Optional<String> origin() {
    return Remotes.origin(references.shared());
  }

  /// `.git` is a folder, or in a further working tree and in a submodule a file that says where the
  /// folder is. As for git, a folder without `HEAD` is none of ours.
  private static Optional<Path> gitFolder(Path folder) {
    var place = folder.resolve(".git");
    var pointed =
        GitFile.line(place)
            .filter(line -> line.startsWith(GITDIR))
            .flatMap(line -> path(folder, line.substring(GITDIR.length())))
            .orElse(place);
    return Optional.of(pointed).filter(found -> Files.isRegularFile(found.resolve("HEAD")));
  }

  /// Working trees of one repository share their branches.
  private static Path shared(Path gitFolder) {
    return GitFile.line(gitFolder.resolve("commondir"))
        .flatMap(line -> path(gitFolder, line))
        .orElse(gitFolder);
  }

  private static Optional<Path> path(Path from, String text) {
    try {
      return Optional.of(from.resolve(text).normalize());
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
