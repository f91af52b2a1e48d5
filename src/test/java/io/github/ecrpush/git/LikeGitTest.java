package io.github.ecrpush.git;

import static io.github.ecrpush.testing.GitClient.git;
import static io.github.ecrpush.testing.GitClient.gitOrNothing;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.git.WorkState.Clean;
import io.github.ecrpush.git.WorkState.Dirty;
import io.github.ecrpush.git.WorkState.Unknown;
import io.github.ecrpush.testing.GitClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A working tree says what the `git` client says, in repositories that the client made.
class LikeGitTest {

  @TempDir private Path folder;

  @BeforeAll
  static void find_git() {
    GitClient.assume();
  }

  /// Makes a repository in an empty folder.
  @FunctionalInterface
  interface Recipe {

    /// The working tree to ask.
    Path make(Path folder) throws Exception;
  }

  static Stream<Arguments> repositories() {
    return Stream.of(
        named("no commit yet", folder -> init(folder, "sha1")),
        named("no commit yet, one file added", LikeGitTest::unbornWithAFile),
        named("one empty commit", LikeGitTest::emptyCommit),
        named("loose objects", folder -> committed(folder, "sha1")),
        named("sha256", folder -> committed(folder, "sha256")),
        named("sha256, packed", folder -> packed(committed(folder, "sha256"))),
        named("packed with deltas", folder -> packed(manyCommits(folder))),
        named("packed, bases by id", LikeGitTest::packedByIds),
        named("names packed", LikeGitTest::namesPacked),
        named("detached", LikeGitTest::detached),
        named("a light tag", LikeGitTest::lightTag),
        named("an annotated tag", LikeGitTest::annotatedTag),
        named("many tags", LikeGitTest::manyTags),
        named("many tags, packed", folder -> packed(manyTags(folder))),
        named("a further working tree", LikeGitTest::furtherTree),
        named("a clean submodule", LikeGitTest::submodule),
        named("within a submodule", folder -> submodule(folder).resolve("inner")),
        named("a submodule that was changed", LikeGitTest::changedSubmodule),
        named("a submodule with a new file", LikeGitTest::submoduleWithANewFile),
        named("a submodule at another commit", LikeGitTest::movedSubmodule),
        named("a submodule that was not fetched", LikeGitTest::absentSubmodule),
        named("a shallow clone", LikeGitTest::shallow),
        named("a partial clone", LikeGitTest::partial),
        named("a clone that borrows", LikeGitTest::borrowing),
        named("a file changed", LikeGitTest::changed),
        named("a file of the same size changed", LikeGitTest::changedInPlace),
        named("a file changed and added", LikeGitTest::staged),
        named("a file added and changed back", LikeGitTest::stagedAndBack),
        named("a commit taken back, but not what is added", LikeGitTest::takenBack),
        named("a file removed from the index and added again", LikeGitTest::addedAgain),
        named("a file removed", LikeGitTest::removed),
        named("a file removed from the index", LikeGitTest::removedFromIndex),
        named("a file renamed", LikeGitTest::renamed),
        named("a file that is a folder now", LikeGitTest::fileBecomesFolder),
        named("a folder that is a link now", LikeGitTest::folderBecomesLink),
        named("a program that was none", LikeGitTest::executable),
        named("a file touched", LikeGitTest::touched),
        named("a new file", LikeGitTest::untracked),
        named("a new file deep in a new folder", LikeGitTest::untrackedFolder),
        named("an empty new folder", LikeGitTest::emptyFolder),
        named("a repository in it", LikeGitTest::nestedRepository),
        named("a file announced", LikeGitTest::announced),
        named("ignored files", LikeGitTest::ignored),
        named("files taken back from what is ignored", LikeGitTest::ignoredAndTakenBack),
        named("a known file in an ignored folder", LikeGitTest::knownInIgnored),
        named("a conflict", LikeGitTest::conflict),
        named("odd names", LikeGitTest::oddNames),
        named("an index of version 4", folder -> indexVersion(folder, "4")),
        named("an index of version 3", LikeGitTest::indexVersion3),
        named("a sparse checkout", LikeGitTest::sparse),
        named("a file that never changes", LikeGitTest::unwatched),
        named("programs not told apart", LikeGitTest::noFileMode),
        named("line ends changed", LikeGitTest::lineEnds),
        named("line ends changed, and a file", LikeGitTest::lineEndsAndChange));
  }

  private static Arguments named(String name, Recipe recipe) {
    return Arguments.of(name, recipe);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("repositories")
  void says_what_git_says(String name, Recipe recipe) throws Exception {
    var tree = recipe.make(folder);
    var asked = WorkingTree.at(tree).orElseThrow();

    var state = asked.state();

    // before git is asked, which writes its index anew
    assertThat(asked.root()).isEqualTo(tree.toRealPath());
    assertThat(asked.commit().orElse(""))
        .isEqualTo(gitOrNothing(tree, "rev-parse", "--verify", "-q", "HEAD"));
    assertThat(asked.branch().orElse("")).isEqualTo(git(tree, "branch", "--show-current"));
    assertThat(asked.commitTime().map(Instant::getEpochSecond).map(String::valueOf).orElse(""))
        .isEqualTo(gitOrNothing(tree, "log", "-1", "--format=%ct"));
    var shown = gitOrNothing(tree, "log", "-1", "--decorate-refs=refs/tags", "--format=%D");
    assertThat(asked.tags().stream().map("tag: "::concat).toList())
        .isEqualTo(
            Stream.of(shown.split(", ", -1)).filter(ref -> ref.startsWith("tag: ")).toList());
    assertThat(String.valueOf(asked.isShallow()))
        .isEqualTo(git(tree, "rev-parse", "--is-shallow-repository"));
    assertThat(asked.tree(Path.of("")).orElse(""))
        .isEqualTo(gitOrNothing(tree, "rev-parse", "--verify", "-q", "HEAD^{tree}"));
    for (var line : gitOrNothing(tree, "ls-tree", "-r", "-d", "-z", "HEAD").split("\0", -1)) {
      if (line.contains(" tree ")) {
        var inner = line.substring(line.indexOf('\t') + 1);
        assertThat(asked.tree(Path.of(inner))).contains(line.split("[ \t]", -1)[2]);
      }
    }
    assertThat(asked.tree(Path.of("no/such"))).isEmpty();
    assertState(state, git(tree, "status", "--porcelain"));
  }

  private static void assertState(WorkState state, String status) {
    switch (state) {
      case Clean() -> assertThat(status).isEmpty();
      case Dirty(var paths) -> {
        assertThat(paths).isNotEmpty();
        assertThat(status).isNotEmpty();
      }
      case Unknown(var why) -> assertThat(why).contains("may be what git makes of it");
    }
  }

  private static Path init(Path folder, String hash) throws Exception {
    git(folder, "init", "-q", "-b", "main", "--object-format=" + hash, "repository");
    return folder.resolve("repository");
  }

  private static Path committed(Path folder, String hash) throws Exception {
    var tree = init(folder, hash);
    write(tree, "readme", "hello\n");
    write(tree, "apps/api/main", "api\n".repeat(100));
    write(tree, "apps/web/main", "web\n".repeat(100));
    write(tree, "apps.txt", "a name that sorts between a folder and what is in it\n");
    write(tree, "empty", "");
    Files.createSymbolicLink(tree.resolve("link"), Path.of("apps/api"));
    makeProgram(write(tree, "bin/run", "#!/bin/sh\n"));
    return commit(tree);
  }

  private static Path committed(Path folder) throws Exception {
    return committed(folder, "sha1");
  }

  private static Path commit(Path tree) throws Exception {
    git(tree, "add", "-A");
    git(tree, "commit", "-q", "-m", "commit");
    return tree;
  }

  private static Path packed(Path tree) throws Exception {
    git(tree, "gc", "-q", "--aggressive", "--prune=now");
    assertThat(tree.resolve(".git/objects/pack")).isNotEmptyDirectory();
    return tree;
  }

  private static Path write(Path tree, String name, String text) throws IOException {
    var file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void makeProgram(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path unbornWithAFile(Path folder) throws Exception {
    var tree = init(folder, "sha1");
    write(tree, "readme", "hello\n");
    git(tree, "add", "-A");
    return tree;
  }

  private static Path emptyCommit(Path folder) throws Exception {
    var tree = init(folder, "sha1");
    git(tree, "commit", "-q", "--allow-empty", "-m", "empty");
    return tree;
  }

  /// Folders with many files, so that git keeps trees as deltas of each other.
  private static Path manyCommits(Path folder) throws Exception {
    var tree = committed(folder);
    for (int i = 0; i < 300; i++) {
      write(tree, "many/" + i, "file " + i + "\n");
    }
    for (int i = 0; i < 12; i++) {
      write(tree, "many/" + i, "changed " + i + "\n");
      commit(tree);
    }
    return tree;
  }

  private static Path packedByIds(Path folder) throws Exception {
    var tree = manyCommits(folder);
    git(tree, "-c", "repack.useDeltaBaseOffset=false", "repack", "-q", "-a", "-d", "-f");
    return tree;
  }

  private static Path namesPacked(Path folder) throws Exception {
    var tree = annotatedTag(folder);
    git(tree, "pack-refs", "--all");
    return tree;
  }

  private static Path detached(Path folder) throws Exception {
    var tree = committed(folder);
    git(tree, "checkout", "-q", "--detach");
    return tree;
  }

  private static Path lightTag(Path folder) throws Exception {
    var tree = committed(folder);
    git(tree, "tag", "v1.2.3");
    return tree;
  }

  private static Path annotatedTag(Path folder) throws Exception {
    var tree = lightTag(folder);
    git(tree, "tag", "-a", "-m", "release", "v1.2.4");
    return tree;
  }

  private static Path manyTags(Path folder) throws Exception {
    var tree = annotatedTag(folder);
    git(tree, "tag", "v1.2.10");
    git(tree, "tag", "a/light/one");
    git(tree, "tag", "-a", "-m", "of a tag", "nested", "v1.2.4");
    git(tree, "tag", "of-a-tree", "HEAD^{tree}");
    write(tree, "readme", "more\n");
    git(tree, "tag", "old");
    commit(tree);
    for (var name : List.of("v2", "v2.0", "v2.0.0", "v10")) {
      git(tree, "tag", name);
    }
    var message = tree.resolve(".git/message");
    for (int i = 0; i < 3; i++) {
      var text =
          "object %s\ntype commit\ntag dated-%d\ntagger t <t@t> %d +0200\n\nm\n"
              .formatted(git(tree, "rev-parse", "HEAD"), i, 1_700_000_000 + i % 2);
      Files.writeString(message, text);
      var id = git(tree, "hash-object", "-t", "tag", "-w", message.toString());
      git(tree, "update-ref", "refs/tags/dated-" + i, id);
    }
    return tree;
  }

  private static Path furtherTree(Path folder) throws Exception {
    var tree = committed(folder);
    var further = folder.resolve("further");
    git(tree, "worktree", "add", "-q", "-b", "feature/one", further.toString());
    write(further, "readme", "further\n");
    return commit(further);
  }

  private static Path submodule(Path folder) throws Exception {
    var inner = committed(folder);
    var outer = folder.resolve("outer");
    git(folder, "init", "-q", "-b", "main", "outer");
    write(outer, "readme", "outer\n");
    git(outer, "submodule", "--quiet", "add", inner.toString(), "inner");
    return commit(outer);
  }

  private static Path changedSubmodule(Path folder) throws Exception {
    var tree = submodule(folder);
    write(tree, "inner/readme", "changed\n");
    return tree;
  }

  private static Path submoduleWithANewFile(Path folder) throws Exception {
    var tree = submodule(folder);
    write(tree, "inner/new", "new\n");
    return tree;
  }

  private static Path movedSubmodule(Path folder) throws Exception {
    var tree = submodule(folder);
    git(tree.resolve("inner"), "commit", "-q", "--allow-empty", "-m", "moved");
    return tree;
  }

  private static Path absentSubmodule(Path folder) throws Exception {
    var tree = submodule(folder);
    git(folder, "clone", "-q", tree.toUri().toString(), "cloned");
    return folder.resolve("cloned");
  }

  private static Path shallow(Path folder) throws Exception {
    return cloned(manyCommits(folder), folder, "--depth=1");
  }

  private static Path partial(Path folder) throws Exception {
    var tree = manyCommits(folder);
    git(tree, "config", "uploadpack.allowFilter", "true");
    var cloned = cloned(tree, folder, "--filter=blob:none");
    assertThat(WorkingTree.at(cloned).orElseThrow().isPartial()).isTrue();
    assertThat(WorkingTree.at(tree).orElseThrow().isPartial()).isFalse();
    return cloned;
  }

  private static Path borrowing(Path folder) throws Exception {
    return cloned(committed(folder), folder, "--reference=" + folder.resolve("repository"));
  }

  private static Path cloned(Path tree, Path folder, String how) throws Exception {
    git(folder, "clone", "-q", how, tree.toUri().toString(), "cloned");
    return folder.resolve("cloned");
  }

  private static Path changed(Path folder) throws Exception {
    var tree = committed(folder);
    write(tree, "apps/api/main", "changed\n");
    return tree;
  }

  /// In the same tick of the clock, maybe, as the index was written.
  private static Path changedInPlace(Path folder) throws Exception {
    var tree = committed(folder);
    write(tree, "readme", "HELLO\n");
    return tree;
  }

  private static Path staged(Path folder) throws Exception {
    var tree = changed(folder);
    git(tree, "add", "-A");
    return tree;
  }

  private static Path stagedAndBack(Path folder) throws Exception {
    var tree = staged(folder);
    write(tree, "apps/api/main", "api\n".repeat(100));
    return tree;
  }

  /// The index notes a folder that is not the commit's.
  private static Path takenBack(Path folder) throws Exception {
    var tree = staged(folder);
    git(tree, "commit", "-q", "-m", "second");
    git(tree, "reset", "-q", "--soft", "HEAD~1");
    return tree;
  }

  /// The index notes no folder for all, and is what was committed.
  private static Path addedAgain(Path folder) throws Exception {
    var tree = committed(folder);
    git(tree, "rm", "-q", "--cached", "readme");
    git(tree, "add", "readme");
    return tree;
  }

  private static Path removed(Path folder) throws Exception {
    var tree = committed(folder);
    Files.delete(tree.resolve("readme"));
    return tree;
  }

  private static Path removedFromIndex(Path folder) throws Exception {
    var tree = committed(folder);
    write(tree, ".git/info/exclude", "readme\n");
    git(tree, "rm", "-q", "--cached", "readme");
    return tree;
  }

  private static Path renamed(Path folder) throws Exception {
    var tree = committed(folder);
    git(tree, "mv", "apps/api/main", "apps/api/other");
    return tree;
  }

  private static Path fileBecomesFolder(Path folder) throws Exception {
    var tree = committed(folder);
    Files.delete(tree.resolve("readme"));
    Files.createDirectory(tree.resolve("readme"));
    return tree;
  }

  private static Path folderBecomesLink(Path folder) throws Exception {
    var tree = committed(folder);
    Files.move(tree.resolve("apps/api"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(tree.resolve("apps/api"), folder.resolve("elsewhere"));
    return tree;
  }

  private static Path executable(Path folder) throws Exception {
    var tree = committed(folder);
    makeProgram(tree.resolve("readme"));
    return tree;
  }

  private static Path touched(Path folder) throws Exception {
    var tree = committed(folder);
    Files.setLastModifiedTime(
        tree.resolve("readme"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    return tree;
  }

  private static Path untracked(Path folder) throws Exception {
    var tree = committed(folder);
    write(tree, "apps/api/new", "new\n");
    return tree;
  }

  private static Path untrackedFolder(Path folder) throws Exception {
    var tree = committed(folder);
    write(tree, "one/two/three/new", "new\n");
    return tree;
  }

  private static Path emptyFolder(Path folder) throws Exception {
    var tree = committed(folder);
    Files.createDirectories(tree.resolve("one/two"));
    return tree;
  }

  private static Path nestedRepository(Path folder) throws Exception {
    var tree = committed(folder);
    git(tree, "init", "-q", "nested");
    return tree;
  }

  private static Path announced(Path folder) throws Exception {
    var tree = untracked(folder);
    git(tree, "add", "-N", "apps/api/new");
    return tree;
  }

  private static Path ignored(Path folder) throws Exception {
    var tree = committed(folder);
    write(
        tree,
        ".gitignore",
        "\ufeff# a comment\n*.log\n/dist/\n\\#odd\nspace \\ \nbuild-[0-9]?\n**/deep/**\n");
    write(tree, "apps/.gitignore", "/api/tmp\r\nweb/**/out\n*.[!a-y]\n");
    commit(tree);
    write(tree, ".git/info/exclude", "*.swp\n[[:upper:]]*.txt\n");
    for (var name :
        List.of(
            "a.log",
            "apps/api/b.log",
            "dist/x/y",
            "#odd",
            "space  ",
            "build-12",
            "one/deep/x/y",
            "apps/api/tmp/x",
            "apps/web/a/b/out",
            "apps/web/out/x",
            "apps/x.z",
            "x.swp",
            "Notes.txt")) {
      write(tree, name, "ignored\n");
    }
    assertThat(git(tree, "status", "--porcelain")).isEmpty();
    return tree;
  }

  private static Path ignoredAndTakenBack(Path folder) throws Exception {
    var tree = committed(folder);
    write(tree, ".gitignore", "*.log\n!keep.log\nout/\n!out/keep\n");
    write(tree, "apps/.gitignore", "!*.log\n");
    commit(tree);
    write(tree, "out/keep", "stays ignored, because its folder is\n");
    assertThat(git(tree, "status", "--porcelain")).isEmpty();
    write(tree, "apps/a.log", "not ignored\n");
    return tree;
  }

  private static Path knownInIgnored(Path folder) throws Exception {
    var tree = committed(folder);
    write(tree, "out/known", "known\n");
    commit(tree);
    write(tree, ".gitignore", "out/\n");
    commit(tree);
    write(tree, "out/unknown", "ignored\n");
    assertThat(git(tree, "status", "--porcelain")).isEmpty();
    write(tree, "out/known", "changed\n");
    return tree;
  }

  private static Path conflict(Path folder) throws Exception {
    var tree = committed(folder);
    git(tree, "checkout", "-q", "-b", "other");
    write(tree, "readme", "theirs\n");
    commit(tree);
    git(tree, "checkout", "-q", "main");
    write(tree, "readme", "ours\n");
    commit(tree);
    gitOrNothing(tree, "merge", "-q", "other");
    return tree;
  }

  private static Path oddNames(Path folder) throws Exception {
    var tree = committed(folder);
    for (var name :
        List.of(
            "größe/ä", "🚢 ships/⚓.txt", "a\tb", "quote\"d", "back\\slash", "line\nbreak", "-x")) {
      write(tree, name, name);
    }
    return commit(tree);
  }

  private static Path indexVersion(Path folder, String version) throws Exception {
    var tree = oddNames(folder);
    git(tree, "update-index", "--index-version", version);
    return tree;
  }

  private static Path indexVersion3(Path folder) throws Exception {
    var tree = announced(folder);
    assertThat(Files.readAllBytes(tree.resolve(".git/index"))[7]).isEqualTo((byte) 3);
    return tree;
  }

  private static Path sparse(Path folder) throws Exception {
    var tree = committed(folder);
    git(tree, "sparse-checkout", "set", "--no-sparse-index", "apps/api");
    assertThat(tree.resolve("apps/web")).doesNotExist();
    return tree;
  }

  private static Path unwatched(Path folder) throws Exception {
    var tree = committed(folder);
    git(tree, "update-index", "--assume-unchanged", "readme");
    write(tree, "readme", "changed\n");
    return tree;
  }

  private static Path noFileMode(Path folder) throws Exception {
    var tree = executable(folder);
    git(tree, "config", "core.fileMode", "false");
    return tree;
  }

  private static Path lineEnds(Path folder) throws Exception {
    var tree = committed(folder);
    git(tree, "config", "core.autocrlf", "true");
    git(tree, "rm", "-q", "--cached", "-r", ".");
    git(tree, "reset", "-q", "--hard");
    assertThat(tree.resolve("readme")).hasContent("hello\r\n");
    return tree;
  }

  private static Path lineEndsAndChange(Path folder) throws Exception {
    var tree = lineEnds(folder);
    write(tree, "readme", "changed\r\n");
    return tree;
  }
}
