package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A checkout of `src/e2e/repository` or of an example, as if it came from GitHub's `octo/app`:
/// with one commit.
record SampleRepository(Path folder) {

  private static final Path ORIGINAL = Path.of("src/e2e/repository");
  private static final Path MONOREPO = Path.of("examples/monorepo");
  private static final String WORKFLOWS = ".github/workflows/";

  static SampleRepository in(Path parent) throws Exception {
    return of(ORIGINAL, "main", parent);
  }

  /// The example that teams copy.
  static SampleRepository monorepo(Path parent) throws Exception {
    return of(MONOREPO, "master", parent);
  }

  private static SampleRepository of(Path original, String branch, Path parent) throws Exception {
    Files.createDirectories(parent);
    var folder = Files.createTempDirectory(parent, "repository");
    copy(original, folder);
    var repository = new SampleRepository(folder);
    repository.git("init", "--quiet", "--initial-branch=" + branch);
    repository.git("remote", "add", "origin", "https://github.com/octo/app.git");
    repository.commit("A guide to cities");
    return repository;
  }

  private static void copy(Path original, Path target) throws IOException {
    try (var files = Files.walk(original)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copy = target.resolve(original.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    try (var files = Files.newDirectoryStream(target.resolve(WORKFLOWS))) {
      for (var file : files) {
        nameApart(file);
      }
    }
  }

  /// act names containers after the workflow, and takes those away that it finds. Two runs of the
  /// tests on one engine must not meet.
  private static void nameApart(Path workflow) throws IOException {
    var own = UUID.randomUUID().toString().substring(0, 8);
    var text = Files.readString(workflow).replaceFirst("(?m)^(name: .*)$", "$1 " + own);
    Files.writeString(workflow, text);
  }

  /// The same with one passage of a file changed, in a commit of its own.
  SampleRepository changed(String file, String passage, String other) throws Exception {
    var path = folder.resolve(file);
    var text = Files.readString(path);
    assertThat(text).contains(passage);
    Files.writeString(path, text.replace(passage, other));
    commit("Change " + file);
    return this;
  }

  SampleRepository tagged(String tag) throws Exception {
    git("tag", tag);
    return this;
  }

  String commit() throws Exception {
    return git("rev-parse", "HEAD").strip();
  }

  private void commit(String message) throws Exception {
    git("add", "--all");
    git("commit", "--quiet", "--message", message);
  }

  private String git(String... words) throws Exception {
    var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of("-c", "user.name=octocat", "-c", "user.email=octocat@example.com"));
    command.addAll(List.of(words));
    var outcome = Programs.run(Map.of("GIT_CONFIG_NOSYSTEM", "1"), "", command);
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    return outcome.output();
  }
}
