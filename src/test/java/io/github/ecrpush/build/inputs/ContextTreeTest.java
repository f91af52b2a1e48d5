package io.github.ecrpush.build.inputs;

import static io.github.ecrpush.testing.GitClient.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.ecrpush.build.inputs.ContextTree.Known;
import io.github.ecrpush.build.inputs.ContextTree.Unknown;
import io.github.ecrpush.git.WorkState;
import io.github.ecrpush.git.WorkingTree;
import io.github.ecrpush.testing.GitClient;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextTreeTest {

  private static final String EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

  @TempDir private Path folder;

  private Path repository;
  private Path context;

  @BeforeEach
  void make_a_repository() throws Exception {
    GitClient.assume();
    init("sha1");
  }

  private void init(String hash) throws Exception {
    repository = folder.resolve(hash);
    git(folder, "init", "-q", "-b", "main", "--object-format=" + hash, hash);
    context = repository.resolve("apps/api");
    write("Dockerfile", "FROM scratch\n");
    write("src/main", "main\n");
    write("src.txt", "sorts between\n");
    write("empty", "");
    write("größe/🚢", "unicode\n");
    permit(write("bin/run", "#!/bin/sh\n"), "rwxr-xr-x");
    Files.createSymbolicLink(context.resolve("link"), Path.of("src/main"));
    Files.createSymbolicLink(context.resolve("nowhere"), Path.of("../../../nowhere"));
    Files.createSymbolicLink(context.resolve("loop"), Path.of("."));
    Files.writeString(repository.resolve("outside"), "outside\n");
    commit();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha1", "sha256"})
  void is_what_git_says_of_a_clean_checkout(String hash) throws Exception {
    if (hash.equals("sha256")) {
      init(hash);
    }
    assertThat(id()).isEqualTo(head());
  }

  @Test
  void is_the_same_without_git() throws Exception {
    var id = id();
    Files.move(repository.resolve(".git"), folder.resolve("gone"));
    assertThat(id()).isEqualTo(id);
  }

  @Test
  void is_the_same_when_the_index_helps_nothing() throws Exception {
    var id = id();
    try (var files = Files.walk(context)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_500_000_000_000L));
      }
    }
    assertThat(id()).isEqualTo(id);
    Files.write(repository.resolve(".git/index"), new byte[100]);
    assertThat(id()).isEqualTo(id);
  }

  @Test
  void is_the_same_in_a_shallow_and_in_a_partial_clone() throws Exception {
    git(repository, "config", "uploadpack.allowFilter", "true");
    for (var how : List.of("--depth=1", "--filter=blob:none")) {
      git(folder, "clone", "-q", how, repository.toUri().toString(), "clone" + how);
      assertThat(id(folder.resolve("clone" + how).resolve("apps/api"))).isEqualTo(head());
    }
  }

  @Test
  void is_another_with_each_change() throws Exception {
    var before = id();

    write("src/main", "MAIN\n");
    assertThat(id()).isNotEqualTo(before);

    write("src/main", "main\n");
    assertThat(id()).isEqualTo(before);

    var untracked = write("src/new", "new\n");
    assertThat(id()).isNotEqualTo(before);

    Files.delete(untracked);
    Files.delete(context.resolve("link"));
    Files.createSymbolicLink(context.resolve("link"), Path.of("src/mains"));
    assertThat(id()).isNotEqualTo(before);
  }

  @Test
  void is_what_git_would_commit() throws Exception {
    write("src/main", "changed\n");
    write("src/new", "new\n");
    var id = id();
    commit();
    assertThat(head()).isEqualTo(id);
  }

  @Test
  void does_not_change_with_what_is_outside() throws Exception {
    Files.writeString(repository.resolve("outside"), "changed\n");
    assertThat(id()).isEqualTo(head());
  }

  @Test
  void does_not_believe_an_index_that_was_written_in_the_same_moment() throws Exception {
    var file = context.resolve("src/main");
    var index = repository.resolve(".git/index");
    var moment = FileTime.fromMillis(1_700_000_000_000L);
    Files.setLastModifiedTime(file, moment);
    git(repository, "update-index", "--refresh");
    var entry = Files.readAllBytes(index);

    // the change that git cannot see: size, time and file are the same
    Files.writeString(file, "MAIN\n");
    Files.setLastModifiedTime(file, moment);
    Files.write(index, withChangeTime(entry, file));
    Files.setLastModifiedTime(index, moment);

    assertThat(id()).isNotEqualTo(head());
    assertThat(WorkingTree.at(context).orElseThrow().state())
        .isEqualTo(new WorkState.Dirty(List.of("apps/api/src/main")));
  }

  /// The index with the file's new time of change put in, so that only the moment tells.
  private static byte[] withChangeTime(byte[] index, Path file) throws Exception {
    var text = new String(index, StandardCharsets.ISO_8859_1);
    int entry = text.indexOf("apps/api/src/main") - 62;
    var time = ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    var bytes = ByteBuffer.wrap(index);
    bytes.putInt(entry, (int) time.getEpochSecond()).putInt(entry + 4, time.getNano());
    var digest = MessageDigest.getInstance("SHA-1");
    digest.update(index, 0, index.length - 20);
    System.arraycopy(digest.digest(), 0, index, index.length - 20, 20);
    return index;
  }

  @Test
  void reads_what_git_converts() throws Exception {
    Files.writeString(repository.resolve(".gitattributes"), "*.bin filter=lfs\n");
    write("large.bin", "the content\n");
    for (int i = 0; i < 60; i++) {
      write("other/" + i, "more than is read as a sample\n");
    }
    git(repository, "config", "filter.lfs.clean", "echo pointer");
    commit();
    assertThat(git(repository, "show", "HEAD:apps/api/large.bin")).isEqualTo("pointer");
    var id = id();
    assertThat(id).isNotEqualTo(head());

    write("large.bin", "pointer\n");

    assertThat(id()).isEqualTo(head());
  }

  @Test
  void sees_that_a_users_own_configuration_converts() throws Exception {
    git(repository, "rm", "-q", "-r", "--cached", ".");
    git(repository, "-c", "core.autocrlf=true", "reset", "-q", "--hard");
    assertThat(context.resolve("src/main")).hasContent("main\r\n");
    Files.setLastModifiedTime(
        repository.resolve(".git/index"), FileTime.fromMillis(System.currentTimeMillis() + 5000));
    assertThat(id()).isNotEqualTo(head());
    var converted = id();
    Files.move(repository.resolve(".git"), folder.resolve("gone"));
    assertThat(id()).isEqualTo(converted);
  }

  @Test
  void leaves_out_what_dockerignore_says() throws Exception {
    write("notes.md", "notes\n");
    write("README.md", "readme\n");
    write("docs/a/b.txt", "b\n");
    write(
        ".dockerignore",
        "\ufeff# a comment\n*.md\n  !README.md  \r\n/docs\n!docs/a/keep\n.dockerignore\n\n");
    var before = id();

    write("notes.md", "changed\n");
    write("docs/a/c.txt", "c\n");
    write(".dockerignore", "*.md\n!README.md\ndocs\n.dockerignore\n!docs/a/keep\n");
    assertThat(id()).isEqualTo(before);

    write("README.md", "changed\n");
    assertThat(id()).isNotEqualTo(before);

    write("README.md", "readme\n");
    write("docs/a/keep", "kept, and so its folders are\n");
    assertThat(id()).isNotEqualTo(before);
  }

  @Test
  void equals_the_tree_without_what_is_left_out() throws Exception {
    var head = head();
    write(".dockerignore", "tmp\n.dockerignore\n**/*.log\n");
    write("tmp/x", "x\n");
    write("src/x.log", "x\n");
    assertThat(id()).isEqualTo(head);
  }

  @Test
  void prefers_the_list_of_the_dockerfile() throws Exception {
    var head = head();
    write("tmp", "x\n");
    var outside = Files.createDirectories(folder.resolve("docker"));
    Files.writeString(outside.resolve("api.Dockerfile"), "FROM scratch\n");
    var dockerfile = outside.resolve("api.Dockerfile");
    assertThat(ContextTree.of(context, dockerfile)).isNotEqualTo(new Known(head, List.of()));

    Files.writeString(outside.resolve("api.Dockerfile.dockerignore"), "tmp\n.dockerignore\n");
    write(".dockerignore", "src\n");

    assertThat(ContextTree.of(context, dockerfile)).isEqualTo(new Known(head, List.of()));
  }

  @Test
  void asks_the_list_of_no_dockerfile_about_a_further_context() throws Exception {
    var head = head();
    Files.writeString(context.resolveSibling("Dockerfile.dockerignore"), "**\n");
    write("Dockerfile.dockerignore", "**\n");
    write("tmp", "x\n");
    write(".dockerignore", "tmp\n*ockerignore\n");

    assertThat(ContextTree.of(context)).isEqualTo(new Known(head, List.of()));
    assertThat(tree()).isNotEqualTo(new Known(head, List.of()));
  }

  @Test
  void does_not_know_with_a_pattern_that_is_none() throws Exception {
    write(".dockerignore", "[\n");
    assertThat(tree().toString()).contains("A line of `.dockerignore` is not understood");
  }

  @Test
  void is_another_with_other_permissions() throws Exception {
    var before = id();
    for (var text : List.of("rwxr-xr-x", "rw-rw-r--", "rw-------", "r--r--r--")) {
      permit(context.resolve("src/main"), text);
      assertThat(id()).isNotEqualTo(before);
    }
    permit(context.resolve("src/main"), "rw-r--r--");
    assertThat(id()).isEqualTo(before);
    permit(context.resolve("src"), "rwx------");
    assertThat(id()).isNotEqualTo(before);
  }

  @Test
  void is_another_with_an_empty_folder() throws Exception {
    var before = id();
    Files.createDirectory(context.resolve("more"));
    assertThat(id()).isNotEqualTo(before);
  }

  @Test
  void of_an_empty_folder_is_the_empty_tree() throws Exception {
    var empty = Files.createDirectory(folder.resolve("none"));
    assertThat(id(empty)).isEqualTo(EMPTY_TREE);
  }

  @Test
  void has_the_commit_where_git_is_sent() throws Exception {
    git(repository, "tag", "v1");
    context = repository;
    write("Dockerfile", "FROM scratch\n");
    commit();
    var first = (Known) tree();
    assertThat(first.id()).isEqualTo(git(repository, "rev-parse", "HEAD^{tree}"));
    assertThat(first.histories())
        .containsExactly(".git " + git(repository, "rev-parse", "HEAD") + " main ");

    git(repository, "commit", "-q", "--allow-empty", "-m", "more");
    assertThat(((Known) tree()).id()).isEqualTo(first.id());
    assertThat(tree()).isNotEqualTo(first);

    write(".dockerignore", ".git\n");
    assertThat(((Known) tree()).histories()).isEmpty();
  }

  @Test
  void does_not_wait_for_a_pipe_and_takes_no_content_from_a_socket() throws Exception {
    var before = id();
    assertThat(new ProcessBuilder("mkfifo", context.resolve("p").toString()).start().waitFor())
        .isZero();
    var withPipe = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> id());
    assertThat(withPipe).isNotEqualTo(before);
    Files.delete(context.resolve("p"));
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(context.resolve("s")));
      assertThat(id()).isNotIn(before, withPipe);
    }
  }

  @Test
  void does_not_know_what_it_may_not_read() throws Exception {
    assumeThat(System.getProperty("user.name")).as("root may read all").isNotEqualTo("root");
    permit(write("secret", "x"), "---------");
    assertThat(tree()).isEqualTo(new Unknown("The file `secret` cannot be read."));
    write(".dockerignore", "secret\n");
    assertThat(tree()).isInstanceOf(Known.class);
  }

  @Test
  void does_not_know_a_folder_that_is_not_there() throws Exception {
    context = folder.resolve("missing");
    assertThat(tree()).isInstanceOf(Unknown.class);
  }

  @Test
  void of_ten_thousand_files_is_what_git_says() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      write("many/" + i % 100 + "/" + i, "file " + i + "\n");
    }
    commit();
    assertThat(id()).isEqualTo(head());
  }

  private String head() throws Exception {
    return git(repository, "rev-parse", "HEAD:apps/api");
  }

  private String id() throws InterruptedException {
    return id(context);
  }

  private static String id(Path context) throws InterruptedException {
    return ((Known) ContextTree.of(context, context.resolve("Dockerfile"))).id();
  }

  private ContextTree tree() throws InterruptedException {
    return ContextTree.of(context, context.resolve("Dockerfile"));
  }

  private void commit() throws Exception {
    git(repository, "add", "-A");
    git(repository, "commit", "-q", "-m", "commit");
  }

  private Path write(String name, String text) throws IOException {
    var file = context.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void permit(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
