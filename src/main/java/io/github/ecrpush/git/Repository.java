package io.github.ecrpush.git;

import io.github.ecrpush.git.GitConfig.Name;
import io.github.ecrpush.git.object.Commit;
import io.github.ecrpush.git.object.ObjectFormat;
import io.github.ecrpush.git.object.ObjectId;
import io.github.ecrpush.git.object.ObjectStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// The folders that a working tree consists of.
///
/// @param root the working tree itself
/// @param own the folder of this working tree, which has `HEAD` and the index
/// @param shared the folder of the repository, which has branches and objects
record Repository(Path root, Path own, Path shared) {

  private static final String GITDIR = "gitdir: ";

  /// The repository that has its working tree here, and not above.
  static Optional<Repository> of(Path root) {
    return gitFolder(root).map(own -> new Repository(root, own, shared(own)));
  }

  /// `.git` is a folder, or in a further working tree and in a submodule a file that says where the
  /// folder is. As for git, a folder without `HEAD` is none of ours.
  private static Optional<Path> gitFolder(Path root) {
    var place = root.resolve(".git");
    var pointed =
        GitFile.line(place)
            .filter(line -> line.startsWith(GITDIR))
            .flatMap(line -> path(root, line.substring(GITDIR.length())))
            .orElse(place);
    return Optional.of(pointed).filter(found -> Files.isRegularFile(found.resolve("HEAD")));
  }

  /// Working trees of one repository share their branches.
  private static Path shared(Path own) {
    return GitFile.line(own.resolve("commondir")).flatMap(line -> path(own, line)).orElse(own);
  }

  private static Optional<Path> path(Path from, String text) {
    try {
      return Optional.of(from.resolve(text).normalize());
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  References references() {
    return new References(own, shared);
  }

  GitConfig config() {
    return GitConfig.of(shared);
  }

  /// How objects are named here; nothing when it is a way that is not known.
  Optional<ObjectFormat> format() {
    return switch (config().value(Name.OBJECT_FORMAT).orElse("sha1")) {
      case "sha1" -> Optional.of(ObjectFormat.SHA1);
      case "sha256" -> Optional.of(ObjectFormat.SHA256);
      default -> Optional.empty();
    };
  }

  Optional<ObjectStore> objects() {
    return format().map(format -> new ObjectStore(shared.resolve("objects"), format));
  }

  /// What is checked out.
  Optional<Commit> commit() {
    return objects()
        .flatMap(
            objects -> references().commit().flatMap(ObjectId::parse).flatMap(objects::commit));
  }

  /// Whether the working tree is where it is found, which `core.worktree` can change.
  boolean isHere() {
    return config()
        .value(Name.WORKING_TREE)
        .map(text -> path(own, text).filter(root::equals).isPresent())
        .orElse(true);
  }
}
