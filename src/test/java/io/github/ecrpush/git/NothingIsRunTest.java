package io.github.ecrpush.git;

import static io.github.ecrpush.testing.GitClient.git;
import static io.github.ecrpush.testing.GitClient.gitOrNothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.ecrpush.git.WorkState.Clean;
import io.github.ecrpush.git.WorkState.Unknown;
import io.github.ecrpush.testing.GitClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository that wants its programs run does not get its way.
class NothingIsRunTest {

  private static final List<String> HOOKS =
      List.of("post-index-change", "pre-commit", "post-checkout", "reference-transaction");

  @TempDir private Path folder;

  private Path tree;
  private Path trace;

  @BeforeEach
  void make_a_repository() throws Exception {
    GitClient.assume();
    tree = folder.resolve("repository");
    trace = folder.resolve("trace");
    git(folder, "init", "-q", "-b", "main", "repository");
    Files.writeString(tree.resolve("readme"), "hello\n");
    Files.writeString(tree.resolve(".gitattributes"), "readme filter=bait diff=bait\n");
    git(tree, "add", "-A");
    git(tree, "commit", "-q", "-m", "commit");
  }

  @Test
  void runs_no_hook_no_filter_and_nothing_that_is_configured() throws Exception {
    var bait = program(folder.resolve("bait"));
    for (var hook : HOOKS) {
      program(tree.resolve(".git/hooks").resolve(hook));
    }
    var included = folder.resolve("included");
    Files.writeString(included, "[core]\n\tfsmonitor = " + bait + "\n");
    try (var config =
        Files.newBufferedWriter(tree.resolve(".git/config"), StandardOpenOption.APPEND)) {
      config.write(
          """
          [core]
          \tfsmonitor = %1$s
          \tsshCommand = %1$s
          \tpager = %1$s
          \taskPass = %1$s
          \talternateRefsCommand = %1$s
          [filter "bait"]
          \tclean = %1$s
          \tsmudge = %1$s
          \tprocess = %1$s
          \trequired
          [diff "bait"]
          \tcommand = %1$s
          \ttextconv = %1$s
          [gpg]
          \tprogram = %1$s
          [credential]
          \thelper = %1$s
          [includeIf "gitdir:**"]
          \tpath = %2$s
          """
              .formatted(bait, included));
    }
    Files.writeString(tree.resolve("readme"), "HELLO\n");
    long children = ProcessHandle.current().descendants().count();

    var asked = WorkingTree.at(tree).orElseThrow();
    assertThat(asked.commit()).isPresent();
    assertThat(asked.branch()).contains("main");
    assertThat(asked.commitTime()).isPresent();
    assertThat(asked.tags()).isEmpty();
    assertThat(asked.tree(Path.of(""))).isPresent();
    assertThat(asked.state())
        .isEqualTo(new Unknown("The file `readme` may be what git makes of it, or not."));

    assertThat(trace).doesNotExist();
    assertThat(ProcessHandle.current().descendants().count()).isEqualTo(children);

    gitOrNothing(tree, "status"); // the bait is a good one
    assertThat(trace).exists();
  }

  @Test
  void writes_nothing() throws Exception {
    Files.setLastModifiedTime(tree.resolve("readme"), FileTime.fromMillis(1_600_000_000_000L));
    var before = snapshot();

    assertThat(WorkingTree.at(tree).orElseThrow().state()).isEqualTo(new Clean());

    assertThat(snapshot()).isEqualTo(before);
  }

  @Test
  void asks_nobody_who_owns_the_files() throws Exception {
    assumeThat(System.getProperty("user.name")).as("only root gives files away").isEqualTo("root");
    try (var files = Files.walk(tree)) {
      for (var file : files.toList()) {
        Files.setAttribute(file, "unix:uid", 4321, LinkOption.NOFOLLOW_LINKS);
      }
    }
    assertThat(gitOrNothing(tree, "rev-parse", "HEAD")).isEmpty();

    var asked = WorkingTree.at(tree).orElseThrow();

    assertThat(asked.commitTime()).isPresent();
    assertThat(asked.state()).isEqualTo(new Clean());
  }

  private List<String> snapshot() throws IOException {
    try (var files = Files.walk(tree)) {
      return files.sorted().map(file -> file + " " + file.toFile().lastModified()).toList();
    }
  }

  private Path program(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\necho \"$0 $*\" >> %s\n".formatted(trace));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
