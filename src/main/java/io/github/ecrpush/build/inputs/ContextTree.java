package io.github.ecrpush.build.inputs;

import io.github.ecrpush.dockerfile.IgnoreFile;
import io.github.ecrpush.dockerfile.PathPatterns;
import io.github.ecrpush.file.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// The files of a build context as they are sent to a build, under one id.
///
/// What lies in the folder decides, not what git thinks of it. The id is that of a git tree with
/// all that `.dockerignore` (or the Dockerfile's own, `Dockerfile.dockerignore`) leaves. So for a
/// clean checkout it is what `git rev-parse HEAD:folder` says. More than git keeps goes into it,
/// because it gets into images:
///
/// - Other permissions than 644 and 755 of a file, and 755 of a folder, stand in the mode: `100600`
///   and `40700`.
/// - An empty folder is an empty tree. A folder that is left out itself is there when something
///   below it is not.
/// - A pipe has the mode `10644`, a socket `140644`, both with no content. A device is not known.
/// - A submodule is the files in it.
///
/// Times of files, owners and extended attributes do not go into it.
public sealed interface ContextTree {

  /// What it is called, and the end of the name of one that belongs to a Dockerfile.
  String IGNORE_FILE = ".dockerignore";

  /// All files were seen.
  ///
  /// @param id in hexadecimal; SHA-1, or SHA-256 where the repository has that
  /// @param histories for each `.git` that is sent, too: where it is, its commit, branch and tags,
  ///   because a build can read them. What else is in a `.git` does not count.
  record Known(String id, List<String> histories) implements ContextTree {
    public Known {
      histories = List.copyOf(histories);
    }
  }

  /// Something could not be read, or is nothing that can be compared.
  ///
  /// @param why a whole sentence
  record Unknown(String why) implements ContextTree {}

  /// Looks at the context of a Dockerfile, which may have a list of its own of what is left out.
  static ContextTree of(Path context, Path dockerfile) throws InterruptedException {
    var own = dockerfile.resolveSibling(dockerfile.getFileName() + IGNORE_FILE);
    return withIgnored(context, Files.exists(own) ? own : context.resolve(IGNORE_FILE));
  }

  /// Looks at a further context, which knows of no Dockerfile.
  static ContextTree of(Path context) throws InterruptedException {
    return withIgnored(context, context.resolve(IGNORE_FILE));
  }

  /// Files that git saw and that did not change since are not read.
  private static ContextTree withIgnored(Path context, Path file) throws InterruptedException {
    try {
      return ContextWalk.of(context.toRealPath(), ignored(file));
    } catch (IllegalArgumentException e) {
      return new Unknown(
          "A line of `.dockerignore` is not understood: %s.".formatted(e.getMessage()));
    } catch (IOException _) {
      return new Unknown("The folder, or what is left out of it, cannot be read.");
    }
  }

  private static PathPatterns ignored(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new IOException("what it leads to counts only within the context");
    }
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? IgnoreFile.read(SmallFile.text(file, ContextWalk.LONGEST_IGNORE_FILE))
        : PathPatterns.of(List.of());
  }
}
