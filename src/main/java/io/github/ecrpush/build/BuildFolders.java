package io.github.ecrpush.build;

import io.github.ecrpush.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Looks at the folders of a build before anybody is asked to build: a wrong path is told at once,
/// and by its own name.
final class BuildFolders {

  private static final int SUGGESTED = 5;

  private BuildFolders() {}

  static void check(BuildRequest request) {
    if (!Files.exists(request.context())) {
      throw new FailureException(BuildFailures.contextMissing(request.context()));
    }
    if (!Files.isDirectory(request.context())) {
      throw new FailureException(BuildFailures.contextNotFolder(request.context()));
    }
    for (var named : request.contexts().entrySet()) {
      if (named.getValue() instanceof NamedContext.Folder(Path folder)
          && !Files.isDirectory(folder)) {
        throw new FailureException(BuildFailures.namedContextMissing(named.getKey(), folder));
      }
    }
    if (!Files.isRegularFile(request.dockerfile())) {
      throw new FailureException(
          BuildFailures.dockerfileMissing(request.dockerfile(), near(request.dockerfileFolder())));
    }
  }

  /// Files beside it that look like a Dockerfile.
  private static List<String> near(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.toLowerCase(Locale.ROOT).contains("dockerfile"))
          .filter(name -> !name.endsWith(".dockerignore"))
          .sorted()
          .limit(SUGGESTED)
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }
}
