package io.github.ecrpush.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.Programs;
import io.github.ecrpush.testing.Programs.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The steps of `script/release` that need no image: on a repository with our own action.yml,
/// pom.xml and CHANGELOG.md, and a remote of its own.
class ReleaseTest {

  private static final String IMAGE = "ghcr.io/org/ecr-push-action";
  private static final String ONE = "sha256:" + "1".repeat(64);
  private static final String TWO = "sha256:" + "2".repeat(64);

  @TempDir private Path folder;

  private Path repository;

  @BeforeEach
  void make_a_repository() throws Exception {
    repository = Files.createDirectories(folder.resolve("repository"));
    for (var file : List.of("action.yml", "pom.xml", "script/release")) {
      var copy = repository.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of(file), copy);
    }
    var log = Files.readString(Path.of("CHANGELOG.md"));
    int unreleased = log.indexOf("## [Unreleased]");
    var head = unreleased < 0 ? log : log.substring(0, unreleased);
    write("CHANGELOG.md", head + "## [Unreleased]\n\n### Added\n\n- It `pushes`.\n");
    git("init", "--quiet", "--initial-branch", "main");
    git("init", "--quiet", "--bare", "../origin.git");
    git("remote", "add", "origin", "../origin.git");
    release("7.1.0");
  }

  @Test
  void prepares_a_version_under_the_heading_of_what_is_not_released() throws Exception {
    assertThat(read("pom.xml")).containsOnlyOnce("\n  <version>7.1.0</version>\n");
    assertThat(read("CHANGELOG.md"))
        .containsPattern(
            "## \\[Unreleased]\n\n## \\[7\\.1\\.0] - \\d{4}-\\d\\d-\\d\\d\n\n### Added\n");
    assertThat(step("notes", "7.1.0")).isEqualTo("### Added\n\n- It `pushes`.\n");
  }

  @Test
  void prepares_nothing_when_there_is_nothing_to_tell() throws Exception {
    assertThat(refusal("prepare", "7.2.0")).contains("nothing under [Unreleased]");
  }

  @Test
  void reads_the_version_that_a_tag_asks_for() throws Exception {
    assertThat(step("version", "release/v7.1.0")).isEqualTo("7.1.0\n");
  }

  @Test
  void refuses_a_tag_that_asks_for_nothing_or_for_another_version() throws Exception {
    assertThat(refusal("version", "v7.1.0")).contains("asks for no release");
    assertThat(refusal("version", "release/v7.1")).contains("is no version");
    assertThat(refusal("version", "release/v7.1.0;id")).contains("is no version");
    assertThat(refusal("version", "release/v7.1.1")).contains("pom.xml says 7.1.0");
  }

  @Test
  void refuses_a_version_of_which_the_changelog_says_nothing() throws Exception {
    write("CHANGELOG.md", read("CHANGELOG.md").replace("[7.1.0]", "[7.0.9]"));

    assertThat(refusal("version", "release/v7.1.0")).contains("no section [7.1.0]");
  }

  @Test
  void refuses_a_commit_that_is_not_on_main() throws Exception {
    git("commit", "--quiet", "--allow-empty", "--message", "not reviewed");

    assertThat(refusal("version", "release/v7.1.0")).contains("not on main");
  }

  @Test
  void refuses_what_is_released_and_what_is_older() throws Exception {
    git("tag", "v7.1.0-rc.1");
    assertThat(step("version", "release/v7.1.0")).isEqualTo("7.1.0\n");

    git("tag", "v7.1.0");
    assertThat(refusal("version", "release/v7.1.0")).contains("v7.1.0 is released");

    git("tag", "v7.10.0");
    assertThat(refusal("version", "release/v7.1.0")).contains("v7.10.0 is released");
  }

  @Test
  void pins_the_image_in_a_commit_that_changes_nothing_else() throws Exception {
    var commit = commit("7.1.0", ONE);

    assertThat(git("rev-parse", commit + "^")).isEqualTo(git("rev-parse", "HEAD"));
    assertThat(git("diff", "--unified=0", "HEAD", commit).lines().skip(5))
        .containsExactly("-  image: Dockerfile", "+  image: docker://" + IMAGE + "@" + ONE);
    assertThat(git("status", "--porcelain")).isEmpty();
    assertThat(commit("7.1.0", ONE)).as("made again").isEqualTo(commit);
  }

  @Test
  void pins_nothing_but_a_digest() throws Exception {
    assertThat(refusal("commit", "7.1.0", "sha256:12")).contains("is no digest");
    assertThat(refusal("index", "7.1.0", ONE, "latest")).contains("is no digest");
  }

  @Test
  void must_know_where_the_image_goes() throws Exception {
    var outcome = run(Map.of(), List.of("commit", "7.1.0", ONE));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.output()).contains("RELEASE_IMAGE does not say");
  }

  @Test
  void refuses_an_action_that_is_pinned_already() throws Exception {
    write("action.yml", read("action.yml").replace("image: Dockerfile", "image: docker://other"));
    git("commit", "--quiet", "--all", "--message", "other");

    assertThat(refusal("commit", "7.1.0", ONE)).contains("no line `image: Dockerfile`");
  }

  @Test
  void publishes_both_tags_and_again_what_is_published() throws Exception {
    var commit = commit("7.1.0", ONE);

    step("publish", "7.1.0", commit);
    step("publish", "7.1.0", commit);

    assertThat(remote("v7.1.0")).isEqualTo(commit);
    assertThat(remote("v7")).isEqualTo(commit);
  }

  @Test
  void moves_the_tag_of_the_major_version_and_no_other() throws Exception {
    var first = commit("7.1.0", ONE);
    step("publish", "7.1.0", first);
    var second = commit("7.1.1", TWO);
    step("publish", "7.1.1", second);

    assertThat(refusal("publish", "7.1.0", second)).contains("release the next version");
    assertThat(refusal("publish", "7.1.0", "")).contains("is no commit");
    assertThat(remote("v7.1.0")).isEqualTo(first);
    assertThat(remote("v7")).isEqualTo(second);
  }

  @Test
  void moves_nothing_to_a_prerelease() throws Exception {
    var first = commit("7.1.0", ONE);
    step("publish", "7.1.0", first);

    step("publish", "7.2.0-rc.1", commit("7.2.0-rc.1", TWO));

    assertThat(remote("v7")).isEqualTo(first);
  }

  @Test
  void gives_the_token_of_the_workflow_to_no_other_registry() throws Exception {
    var outcome =
        run(
            Map.of(
                "RELEASE_IMAGE", "registry.example/org/app",
                "GITHUB_ACTOR", "octocat",
                "GITHUB_TOKEN", "token"),
            List.of("login"));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.output()).contains("No login for registry.example");
  }

  private void release(String version) throws Exception {
    step("prepare", version);
    git("add", ".");
    git("commit", "--quiet", "--message", "Prepare v" + version);
    git("push", "--quiet", "origin", "main");
  }

  private String commit(String version, String digest) throws Exception {
    return step("commit", version, digest).strip();
  }

  private String remote(String tag) throws Exception {
    return git("ls-remote", "origin", "refs/tags/" + tag).replaceFirst("\\s.*", "").strip();
  }

  private String step(String... words) throws Exception {
    var outcome = run(Map.of("RELEASE_IMAGE", "ghcr.io/Org/ecr-push-action"), List.of(words));
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    return outcome.output();
  }

  private String refusal(String... words) throws Exception {
    var outcome = run(Map.of("RELEASE_IMAGE", IMAGE), List.of(words));
    assertThat(outcome.exit()).as(outcome.output()).isEqualTo(1);
    return outcome.output();
  }

  private Outcome run(Map<String, String> environment, List<String> words) throws Exception {
    var command = new ArrayList<>(List.of(repository.resolve("script/release").toString()));
    command.addAll(words);
    return Programs.run(environment, "", command);
  }

  private String git(String... words) throws Exception {
    var command =
        new ArrayList<>(
            List.of("git", "-C", repository.toString(), "-c", "user.name=t", "-c", "user.email=t"));
    command.addAll(List.of(words));
    var outcome = Programs.run(Map.of("GIT_CONFIG_GLOBAL", "/dev/null"), "", command);
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    return outcome.output();
  }

  private String read(String file) throws Exception {
    return Files.readString(repository.resolve(file));
  }

  private void write(String file, String text) throws Exception {
    Files.writeString(repository.resolve(file), text);
  }
}
