package io.github.ecrpush.git;

import static io.github.ecrpush.testing.GitClient.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.ecrpush.git.WorkState.Unknown;
import io.github.ecrpush.testing.GitClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever lies where a repository was, asking ends soon and throws nothing.
class DamagedRepositoryTest {

  private static final int ROUNDS = Integer.getInteger("fuzz.inputs", 10_000) / 20;
  private static final int GIB = 1 << 30;

  @TempDir private Path folder;

  private Path tree;

  @BeforeEach
  void make_a_repository() throws Exception {
    GitClient.assume();
    git(folder, "init", "-q", "-b", "main", "repository");
    tree = folder.resolve("repository");
    for (int i = 0; i < 40; i++) {
      Files.createDirectories(tree.resolve("a/b"));
      Files.writeString(tree.resolve("a/b/file-" + i), "file " + i + "\n");
    }
    for (int i = 0; i < 5; i++) {
      Files.writeString(tree.resolve("a/b/file-" + i), "changed " + i + "\n");
      git(tree, "add", "-A");
      git(tree, "commit", "-q", "-m", "commit " + i);
      git(tree, "tag", "-a", "-m", "tag", "v" + i);
    }
  }

  @Test
  void with_any_byte_changed_or_the_end_cut_off() throws Exception {
    mutate(1);
    git(tree, "gc", "-q", "--aggressive", "--prune=now");
    mutate(2);
  }

  private void mutate(long seed) throws Exception {
    var random = new Random(seed);
    var files = files();
    for (int round = 0; round < ROUNDS; round++) {
      var file = files.get(random.nextInt(files.size()));
      var whole = Files.readAllBytes(file);
      if (whole.length == 0) {
        continue;
      }
      file.toFile().setWritable(true);
      Files.write(file, mutated(whole, random));

      assertTimeoutPreemptively(
          Duration.ofSeconds(5), this::ask, "round %d of seed %d: %s".formatted(round, seed, file));

      Files.write(file, whole);
    }
    assertThat(tree().tags()).hasSize(1);
  }

  private static byte[] mutated(byte[] whole, Random random) {
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(whole, random.nextInt(whole.length));
    }
    var bytes = whole.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(tree.resolve(".git"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains("/hooks/"))
          .filter(file -> !file.toString().contains("/logs/"))
          .sorted()
          .toList();
    }
  }

  private void ask() {
    WorkingTree.at(tree)
        .ifPresent(asked -> {
          asked.commit();
          asked.branch();
          asked.tags();
          asked.commitTime();
          asked.tree(Path.of("a/b"));
          asked.isShallow();
          asked.isPartial();
          asked.origin();
          asked.state();
          KnownBlobs.in(tree);
        });
  }

  private WorkingTree tree() {
    return WorkingTree.at(tree).orElseThrow();
  }

  @Test
  void with_an_index_whose_every_byte_is_believed() throws Exception {
    var index = tree.resolve(".git/index");
    var whole = Files.readAllBytes(index);
    var random = new Random(3);
    for (int round = 0; round < ROUNDS; round++) {
      var bytes = mutated(whole, random);
      if (bytes.length > 40) {
        sign(bytes);
      }
      Files.write(index, bytes);
      assertTimeoutPreemptively(Duration.ofSeconds(5), this::ask, "round " + round);
    }
  }

  private static void sign(byte[] bytes) throws Exception {
    var digest = MessageDigest.getInstance("SHA-1");
    digest.update(bytes, 0, bytes.length - 20);
    System.arraycopy(digest.digest(), 0, bytes, bytes.length - 20, 20);
  }

  @Test
  void with_an_index_that_announces_more_than_it_has() throws Exception {
    var bytes = ByteBuffer.allocate(200).put("DIRC".getBytes(StandardCharsets.UTF_8));
    bytes.putInt(2).putInt(Integer.MAX_VALUE);
    sign(bytes.array());
    Files.write(tree.resolve(".git/index"), bytes.array());
    assertThat(tree().state()).isEqualTo(new Unknown("Git's index is damaged."));
  }

  @Test
  void with_an_index_that_is_not_whole() throws Exception {
    var index = tree.resolve(".git/index");
    Files.write(index, Arrays.copyOf(Files.readAllBytes(index), 500));
    assertThat(tree().state()).isEqualTo(new Unknown("Git's index is damaged."));
  }

  @Test
  void with_an_index_in_two_parts_or_a_sparse_one() throws Exception {
    git(tree, "update-index", "--split-index");
    assertThat(tree().state()).isEqualTo(new Unknown("Git's index is split into two files."));
    git(tree, "update-index", "--no-split-index");
    Files.createDirectories(tree.resolve("c/d"));
    Files.writeString(tree.resolve("c/d/e"), "e\n");
    git(tree, "add", "-A");
    git(tree, "commit", "-q", "-m", "more");
    git(tree, "sparse-checkout", "set", "--cone", "--sparse-index", "c");
    assertThat(tree().state()).isEqualTo(new Unknown("Git's index is a sparse one."));
  }

  @Test
  void with_a_commit_that_is_gigabytes_long() throws Exception {
    var bomb = new ByteArrayOutputStream();
    try (var packed = new DeflaterOutputStream(bomb)) {
      packed.write(("commit " + GIB + "\0").getBytes(StandardCharsets.UTF_8));
      var zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        packed.write(zeros);
      }
    }
    putAtHead(bomb.toByteArray());
    assertNothing();
  }

  @Test
  void with_a_commit_that_is_longer_than_it_says() throws Exception {
    var bomb = new ByteArrayOutputStream();
    try (var packed = new DeflaterOutputStream(bomb)) {
      packed.write("commit 10\0".getBytes(StandardCharsets.UTF_8));
      packed.write(new byte[1 << 20]);
    }
    putAtHead(bomb.toByteArray());
    assertNothing();
  }

  @Test
  void with_the_content_of_another_commit() throws Exception {
    var other = git(tree, "rev-parse", "HEAD~1");
    putAtHead(Files.readAllBytes(object(other)));
    assertNothing();
  }

  private void putAtHead(byte[] bytes) throws Exception {
    var file = object(git(tree, "rev-parse", "HEAD"));
    Files.delete(file);
    Files.write(file, bytes);
  }

  private Path object(String id) {
    return tree.resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
  }

  private void assertNothing() {
    assertThat(tree().commit()).isPresent();
    assertThat(tree().commitTime()).isEmpty();
    assertThat(tree().tree(Path.of(""))).isEmpty();
    assertThat(tree().state())
        .isEqualTo(new Unknown("The commit that is checked out cannot be read."));
  }

  @Test
  void with_deltas_that_are_made_of_each_other() throws Exception {
    var one = "11".repeat(20);
    var other = "22".repeat(20);
    var pack = new ByteArrayOutputStream();
    pack.writeBytes(ByteBuffer.allocate(12).put("PACK".getBytes(StandardCharsets.UTF_8)).array());
    int first = pack.size();
    pack.writeBytes(delta(other));
    int second = pack.size();
    pack.writeBytes(delta(one));
    writePack(pack.toByteArray(), List.of(one, other), List.of(first, second));
    Files.writeString(tree.resolve(".git/HEAD"), one + "\n");
    assertTimeoutPreemptively(Duration.ofSeconds(10), this::assertNothing);
  }

  @Test
  void with_a_delta_that_would_be_gigabytes() throws Exception {
    var pack = new ByteArrayOutputStream();
    pack.writeBytes(ByteBuffer.allocate(12).array());
    // type 1, and a size of some 2^60
    pack.writeBytes(HexFormat.of().parseHex("9fffffffffffffff7f"));
    pack.writeBytes(deflated(new byte[1 << 20]));
    writePack(pack.toByteArray(), List.of("11".repeat(20)), List.of(12));
    Files.writeString(tree.resolve(".git/HEAD"), "11".repeat(20) + "\n");
    assertNothing();
  }

  private static byte[] delta(String base) throws IOException {
    var entry = new ByteArrayOutputStream();
    var text = new byte[] {1, 1, 1, 'x'};
    entry.write((7 << 4) | text.length);
    entry.writeBytes(HexFormat.of().parseHex(base));
    entry.writeBytes(deflated(text));
    return entry.toByteArray();
  }

  private static byte[] deflated(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var stream = new DeflaterOutputStream(packed)) {
      stream.write(bytes);
    }
    return packed.toByteArray();
  }

  private void writePack(byte[] pack, List<String> ids, List<Integer> places) throws IOException {
    var index = ByteBuffer.allocate(8 + 1024 + ids.size() * 28 + 40).putInt(0xff744f63).putInt(2);
    var firsts = new ArrayList<Integer>();
    ids.forEach(id -> firsts.add(Integer.parseInt(id.substring(0, 2), 16)));
    for (int i = 0; i < 256; i++) {
      int letter = i;
      index.putInt((int) firsts.stream().filter(first -> first <= letter).count());
    }
    ids.forEach(id -> index.put(HexFormat.of().parseHex(id)));
    ids.forEach(_ -> index.putInt(0));
    places.forEach(index::putInt);
    var folder = Files.createDirectories(tree.resolve(".git/objects/pack"));
    Files.write(folder.resolve("pack-1.idx"), index.array());
    Files.write(folder.resolve("pack-1.pack"), pack);
  }

  @Test
  void with_repositories_that_borrow_from_each_other() throws Exception {
    var info = Files.createDirectories(tree.resolve(".git/objects/info"));
    Files.writeString(info.resolve("alternates"), "../objects\n.\n/\n\n/nowhere\n");
    assertThat(tree().commitTime()).isPresent();
  }

  @Test
  void with_a_pattern_that_takes_others_for_ever() throws Exception {
    Files.writeString(
        tree.resolve(".gitignore"), "*a".repeat(500) + "b\n" + "**/".repeat(500) + "z\n");
    Files.writeString(tree.resolve("a".repeat(250)), "x");
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> tree().state());
  }

  @Test
  void with_a_hash_of_tomorrow() throws Exception {
    git(tree, "config", "extensions.objectFormat", "sha3");
    assertThat(tree().tags()).isEmpty();
    assertThat(tree().state())
        .isEqualTo(new Unknown("Git's objects are named by a hash that is not known here."));
  }

  @Test
  void with_names_in_a_reftable() throws Exception {
    Files.writeString(tree.resolve(".git/HEAD"), "ref: refs/heads/.invalid\n");
    assertThat(tree().commit()).isEmpty();
    assertThat(tree().state())
        .isEqualTo(new Unknown("The commit that is checked out cannot be read."));
  }

  @Test
  void with_a_working_tree_elsewhere() throws Exception {
    git(tree, "config", "core.worktree", "../../elsewhere");
    assertThat(tree().state())
        .isEqualTo(new Unknown("Git's configuration says that the working tree is elsewhere."));
  }
}
