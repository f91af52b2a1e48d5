package io.github.ecrpush.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingTreeTest {

  private static final String SHA = "0123456789abcdef0123456789abcdef01234567";
  private static final String OTHER = "f".repeat(40);

  @TempDir private Path folder;

  private Path git;

  @BeforeEach
  void make_a_repository() throws IOException {
    git = folder.resolve(".git");
    write("HEAD", "ref: refs/heads/main\n");
    write("refs/heads/main", SHA + "\n");
  }

  @Test
  void reads_the_commit_and_the_branch() {
    assertCommit(SHA);
    assertThat(tree().branch()).contains("main");
  }

  @Test
  void reads_the_address_of_its_origin() throws IOException {
    assertThat(tree().origin()).isEmpty();

    write(
        "config",
        """
        [core]
        \turl = none
        [remote "fork"]
        \turl = https://github.com/me/app.git
        [remote "origin"]
        \tfetch = +refs/heads/*:refs/remotes/origin/*
        \turl = git@github.com:octo/app.git
        \turl = https://mirror.example/app
        """);

    assertThat(tree().origin()).contains("git@github.com:octo/app.git");
  }

  @Test
  void reads_the_default_branch_of_its_origin() throws IOException {
    assertThat(tree().defaultBranch()).isEmpty();

    write("refs/remotes/origin/HEAD", "ref: refs/remotes/origin/release/2\n");
    assertThat(tree().defaultBranch()).contains("release/2");

    write("refs/remotes/origin/HEAD", "ref: refs/heads/main\n");
    assertThat(tree().defaultBranch()).isEmpty();
  }

  @Test
  void heeds_the_last_of_several_values() throws IOException {
    write("config", "[core]\n\tbare = true\n[Core]\n\tBare = false ; a comment\n");
    assertThat(GitConfig.of(git).isTrue(GitConfig.Name.BARE)).isFalse();
    assertThat(GitConfig.of(git).isFalse(GitConfig.Name.BARE)).isTrue();
  }

  @Test
  void is_found_from_a_folder_deep_inside() throws IOException {
    var deep = Files.createDirectories(folder.resolve("apps/api/src"));
    assertThat(WorkingTree.at(deep).flatMap(WorkingTree::commit)).contains(SHA);
  }

  @Test
  void is_found_through_a_link_where_the_link_leads() throws IOException {
    var elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    var link = Files.createSymbolicLink(elsewhere.resolve("link"), folder);
    Files.createDirectories(elsewhere.resolve(".git"));
    assertThat(WorkingTree.at(link).flatMap(WorkingTree::commit)).contains(SHA);
  }

  @Test
  void a_git_folder_without_a_head_is_passed_by() throws IOException {
    var inner = folder.resolve("inner");
    Files.createDirectories(inner.resolve(".git"));
    assertThat(WorkingTree.at(inner).flatMap(WorkingTree::commit)).contains(SHA);
  }

  @Test
  void a_folder_that_is_not_there_is_in_no_tree() {
    assertThat(WorkingTree.at(folder.resolve("missing"))).isEmpty();
  }

  @Test
  void reads_a_commit_that_is_checked_out_by_itself() throws IOException {
    write("HEAD", OTHER + "\n");
    assertCommit(OTHER);
    assertThat(tree().branch()).isEmpty();
  }

  @Test
  void reads_names_of_sha_256() throws IOException {
    write("refs/heads/main", "ab".repeat(32) + "\n");
    assertCommit("ab".repeat(32));
  }

  @Test
  void reads_packed_names_and_prefers_loose_ones() throws IOException {
    write(
        "packed-refs",
        """
        # pack-refs with: peeled fully-peeled sorted
        %1$s refs/heads/not/main
        %2$s refs/heads/main
        ^%1$s
        """
            .formatted("1".repeat(40), OTHER));
    assertCommit(SHA);
    Files.delete(git.resolve("refs/heads/main"));
    assertCommit(OTHER);
  }

  @Test
  void reads_a_branch_with_slashes_and_unicode() throws IOException {
    write("HEAD", "ref: refs/heads/feature/größe\n");
    write("packed-refs", OTHER + " refs/heads/feature/größe\n");
    assertCommit(OTHER);
    assertThat(tree().branch()).contains("feature/größe");
  }

  @Test
  void follows_names_of_names_but_not_in_a_circle() throws IOException {
    write("HEAD", "ref: refs/heads/one\n");
    write("refs/heads/one", "ref: refs/heads/main\n");
    assertCommit(SHA);
    write("refs/heads/one", "ref: refs/heads/one\n");
    assertNoCommit();
  }

  @Test
  void has_no_commit_before_the_first_one() throws IOException {
    Files.delete(git.resolve("refs/heads/main"));
    assertNoCommit();
    assertThat(tree().branch()).contains("main");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside",
        "refs/../../outside",
        "refs/heads/../../../outside",
        "/etc/passwd",
        "refs//outside",
        "refs/heads/.invalid",
        "refs/heads/main.lock",
        "refs/heads/with space",
        "refs/heads/\u0000",
        "HEAD",
        ""
      })
  void does_not_follow_a_name_that_git_forbids(String name) throws IOException {
    Files.writeString(folder.resolve("outside"), SHA);
    write("refs/heads/main.lock", SHA);
    write("HEAD", "ref: " + name + "\n");
    assertNoCommit();
    assertThat(tree().branch()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "root:x:0:0:root:/root:/bin/bash",
        "0123456789ABCDEF0123456789ABCDEF01234567",
        "0123456",
        ""
      })
  void shows_nothing_of_a_file_that_holds_no_commit(String text) throws IOException {
    write("refs/heads/main", text);
    assertNoCommit();
  }

  @Test
  void does_not_read_a_large_file() throws IOException {
    write("refs/heads/main", SHA + "\n".repeat(1 << 20));
    assertNoCommit();
    write("HEAD", "ref: refs/heads/" + "a".repeat(1 << 20));
    assertNoCommit();
  }

  @Test
  void does_not_wait_for_a_pipe() throws Exception {
    Files.delete(git.resolve("refs/heads/main"));
    var pipe = git.resolve("refs/heads/main").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    assertNoCommit();
  }

  @Test
  void a_file_that_leads_nowhere_is_passed_by() throws IOException {
    var inner = Files.createDirectories(folder.resolve("inner"));
    Files.writeString(inner.resolve(".git"), "gitdir: /nowhere\n");
    assertThat(WorkingTree.at(inner).flatMap(WorkingTree::commit)).contains(SHA);
  }

  private WorkingTree tree() {
    return WorkingTree.at(folder).orElseThrow();
  }

  private void assertCommit(String sha) {
    assertThat(tree().commit()).contains(sha);
  }

  private void assertNoCommit() {
    assertThat(tree().commit()).isEmpty();
  }

  private void write(String name, String text) throws IOException {
    var file = git.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
