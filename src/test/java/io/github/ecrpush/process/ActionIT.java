package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.TestEngine;
import io.github.ecrpush.testing.TestTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The program as the action, in surroundings that are not as they should be.
class ActionIT {

  /// What Linux lets one variable have, with its name, the `=` and the byte at its end.
  private static final int LONGEST_VARIABLE = 131_072;

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder);
  }

  @ParameterizedTest
  @EnumSource
  void takes_inputs_as_large_as_the_kernel_lets_them_be(TestEngine engine) throws Exception {
    var action = action(engine, "large", "large-" + engine);
    for (int i = 0; i < 12; i++) { // with the two below: near the 2 MB that all may have
      action = action.variable("FILLER_" + i, "x".repeat(LONGEST_VARIABLE - 20));
    }
    var label = "x".repeat(LONGEST_VARIABLE - "INPUT_LABELS=large=".length() - 1);
    var argument = "y".repeat(LONGEST_VARIABLE - "INPUT_BUILD-ARGS=LARGE=".length() - 1);

    var ended =
        action.with("labels", "large=" + label).with("build-args", "LARGE=" + argument).run();

    assertThat(ended.exitCode()).as(ended.out()).isZero();
    var digest = action.outputs().getOrDefault("digest", "");
    assertThat(bench.registry().configText("app", digest)).contains(label);
  }

  @Test
  void refuses_ten_thousand_inputs_that_are_none() throws Exception {
    var action = action(TestEngine.GRAPH, "many", "many");
    for (int i = 0; i < 10_000; i++) {
      action = action.variable("INPUT_NONE-" + i, "");
    }

    var ended = action.run().expecting(2);

    assertThat(ended.out()).contains("`none-0`", "and 9995 more").hasSizeLessThan(3_000);
  }

  @Test
  void needs_no_home() throws Exception {
    var action = action(TestEngine.GRAPH, "homeless", "homeless");
    var launcher =
        List.of("env", "-u", "HOME", Path.of("bin/ecr-push").toAbsolutePath().toString());

    new ActionProgram(action.program().launchedBy(launcher), action.output(), action.summary())
        .run()
        .expecting(0);
  }

  @Test
  void says_that_a_fork_may_not_push_and_ends_well_whatever_the_size_of_its_event()
      throws Exception {
    var event =
        "{\"large\":\"%s\",\"pull_request\":{\"head\":{\"repo\":{\"full_name\":\"me/app\"}}}}"
            .formatted("x".repeat(15_000_000));
    var filler = ",\"more\":[" + "[1,2],".repeat(2_500_000) + "0]}";
    var file = folder.resolve("event.json");
    Files.writeString(file, event.substring(0, event.length() - 1) + filler);
    var action =
        inFork(action(TestEngine.CONTAINERD, "fork", "fork"))
            .variable("GITHUB_EVENT_PATH", file.toString());

    var ended = action.with("push", "auto").run().expecting(0);

    assertThat(ended.out()).contains("::notice::This run can have no AWS identity");
    assertThat(action.outputs()).containsEntry("pushed", "false").doesNotContainKey("digest");
    assertThat(bench.registry().has("app", "fork")).isFalse();
  }

  @Test
  void pushes_when_the_event_is_missing() throws Exception {
    action(TestEngine.GRAPH, "eventless", "eventless")
        .variable("GITHUB_EVENT_NAME", "push")
        .variable("GITHUB_EVENT_PATH", folder.resolve("none.json").toString())
        .with("push", "auto")
        .run()
        .expecting(0);
  }

  private static ActionProgram inFork(ActionProgram action) {
    var fork =
        new ActionProgram(
            action
                .program()
                .without("ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"),
            action.output(),
            action.summary());
    return fork.variable("GITHUB_EVENT_NAME", "pull_request")
        .variable("GITHUB_REPOSITORY", "octo/app");
  }

  @Test
  void builds_a_workspace_that_is_another_users() throws Exception {
    needRoot();
    var action = action(TestEngine.GRAPH, "foreign", "");
    var work = action.program().work();
    git(work, "init", "--quiet");
    git(work, "add", ".");
    git(work, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "a");
    run("chown", "-R", "1001:1001", work.toString());

    action.run().expecting(0);

    assertThat(action.outputs().get("tag-names")).matches("[0-9a-f]{40}");
  }

  @Test
  void does_nothing_when_its_outputs_may_not_be_written() throws Exception {
    needRoot();
    var disk = mounted("ro-disk", "size=64k");
    var file = Files.createFile(disk.resolve("output"));
    run("mount", "-o", "remount,ro", disk.toString());
    try {
      var ended =
          action(TestEngine.GRAPH, "read-only", "read-only").writingTo(file).run().expecting(2);

      assertThat(ended.out()).contains("runner-file-unusable", "Read-only file system");
      assertThat(bench.registry().has("app", "read-only")).isFalse();
    } finally {
      run("umount", disk.toString());
    }
  }

  @Test
  void says_so_when_its_outputs_do_not_fit_on_the_disk_and_leaves_no_half_of_them()
      throws Exception {
    needRoot();
    var disk = mounted("full-disk", "size=8k");
    try {
      var file = Files.writeString(disk.resolve("output"), "before=1\n");
      Files.write(disk.resolve("filler"), new byte[4096]);
      var action =
          action(TestEngine.GRAPH, "full", "full").with("labels", "a=" + "x".repeat(8_000));
      var tags = new StringBuilder("full");
      for (int i = 0; i < 60; i++) {
        tags.append(",full-").append(i);
      }

      var ended = action.with("tags", tags.toString()).writingTo(file).run().expecting(5);

      assertThat(ended.out()).contains("outputs-not-written", "No space left on device");
      assertThat(file).hasContent("before=1\n");
      assertThat(bench.registry().has("app", "full")).isTrue();
    } finally {
      run("umount", disk.toString());
    }
  }

  private static ActionProgram action(TestEngine engine, String content, String tags)
      throws IOException {
    var action = ActionProgram.of(bench, engine).with("tags", tags);
    var work = action.program().work();
    Files.writeString(work.resolve("Dockerfile"), "FROM scratch\nARG LARGE\nCOPY file /file\n");
    Files.writeString(work.resolve("file"), content);
    return action;
  }

  private static void needRoot() {
    if (!"root".equals(System.getProperty("user.name"))) {
      throw TestTool.missing("not run: only root can mount a small disk and give files away");
    }
  }

  private static Path mounted(String name, String size) throws Exception {
    var disk = Files.createDirectory(folder.resolve(name));
    run("mount", "-t", "tmpfs", "-o", size, "tmpfs", disk.toString());
    return disk;
  }

  private static void git(Path work, String... words) throws Exception {
    var command = new ArrayList<>(List.of("git", "-C", work.toString()));
    command.addAll(List.of(words));
    run(command.toArray(String[]::new));
  }

  private static void run(String... command) throws Exception {
    var process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }
}
