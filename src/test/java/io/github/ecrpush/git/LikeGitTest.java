package io.github.ecrpush.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A working tree says what the `git` client says, in repositories that the client made.
class LikeGitTest {

  @TempDir private Path folder;

  private Path repository;

  @BeforeEach
  void find_git() {
    assumeThat(Path.of("/usr/bin/git")).as("git is not installed here").exists();
    repository = folder.resolve("repository");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha1", "sha256"})
  void in_a_repository_of_either_hash(String hash) throws Exception {
    init(hash);
    assertLikeGit(repository);
    git(repository, "pack-refs", "--all");
    assertLikeGit(repository);
    git(repository, "checkout", "-q", "--detach");
    assertLikeGit(repository);
  }

  @Test
  void in_a_further_working_tree() throws Exception {
    init("sha1");
    var further = folder.resolve("further");
    git(repository, "worktree", "add", "-q", "-b", "feature/one", further.toString());
    git(further, "commit", "-q", "--allow-empty", "-m", "further");
    assertLikeGit(further);
    assertThat(commit(further)).isNotEqualTo(commit(repository));
  }

  @Test
  void in_a_submodule() throws Exception {
    init("sha1");
    var outer = folder.resolve("outer");
    git(folder, "init", "-q", "-b", "main", "outer");
    git(outer, "commit", "-q", "--allow-empty", "-m", "outer");
    git(
        outer,
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        repository.toString(),
        "inner");
    assertLikeGit(outer.resolve("inner"));
    assertLikeGit(outer);
  }

  private void init(String hash) throws Exception {
    git(folder, "init", "-q", "-b", "main", "--object-format=" + hash, "repository");
    git(repository, "commit", "-q", "--allow-empty", "-m", "first");
  }

  private static void assertLikeGit(Path tree) throws Exception {
    assertThat(commit(tree)).isEqualTo(git(tree, "rev-parse", "HEAD"));
    assertThat(WorkingTree.at(tree).flatMap(WorkingTree::branch).orElse(""))
        .isEqualTo(git(tree, "branch", "--show-current"));
  }

  private static String commit(Path tree) {
    return WorkingTree.at(tree).flatMap(WorkingTree::commit).orElse("");
  }

  private static String git(Path directory, String... words)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@t"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    var output = Files.createTempFile("git", ".out");
    try {
      var process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      assertThat(process.waitFor()).as(Files.readString(output)).isZero();
      return Files.readString(output).strip();
    } finally {
      Files.delete(output);
    }
  }
}
