package io.github.ecrpush.build;

import io.github.ecrpush.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What a build is made from, looked at before anything is asked of an Engine.
final class SourceFolder {

  private static final int MOST_GUESSES = 3;

  private SourceFolder() {}

  /// Makes sure that the folder and the Dockerfile are there.
  ///
  /// @throws FailureException if one of them is not
  static void check(Path context, Path dockerfile) {
    if (!Files.exists(context)) {
      throw new FailureException(BuildFailures.contextMissing(context));
    }
    if (!Files.isDirectory(context)) {
      throw new FailureException(BuildFailures.contextNotFolder(context));
    }
    if (!Files.isRegularFile(dockerfile)) {
      throw new FailureException(BuildFailures.dockerfileMissing(dockerfile, near(dockerfile)));
    }
  }

  /// Files beside a missing Dockerfile that look like one.
  private static List<String> near(Path missing) {
    var folder = missing.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> looksLikeOne(file.getFileName().toString()))
          .filter(Files::isRegularFile)
          .sorted()
          .limit(MOST_GUESSES)
          .map(file -> missing.resolveSibling(file.getFileName()).toString())
          .toList();
    } catch (IOException _) {
      return List.of(); // it was only for a hint
    }
  }

  private static boolean looksLikeOne(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("containerfile")
        || (lower.contains("dockerfile") && !lower.endsWith(".dockerignore"));
  }
}
