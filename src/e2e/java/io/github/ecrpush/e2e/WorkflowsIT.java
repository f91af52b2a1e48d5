package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.Programs;
import io.github.ecrpush.testing.Programs.Outcome;
import io.github.ecrpush.testing.TestTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workflows pass a linter and an auditor: those of this repository, those of the sample and of the
/// example, and what the pages show.
class WorkflowsIT {

  private static final Path OURS = Path.of(".github/workflows");
  private static final Path SAMPLE = Path.of("src/e2e/repository/.github");
  private static final Path EXAMPLE = Path.of("examples/monorepo/.github");

  @TempDir Path folder;

  @Test
  void the_linter_finds_nothing() throws Exception {
    copy(OURS, "");
    copy(SAMPLE.resolve("workflows"), "sample-");
    copy(EXAMPLE.resolve("workflows"), "example-");
    var shown = ShownWorkflows.all();
    assertThat(shown).isNotEmpty();
    for (var workflow : shown.entrySet()) {
      write(workflow.getKey(), workflow.getValue());
    }

    var outcome = actionlint();

    assertThat(outcome.exit()).as(outcome.output()).isZero();
  }

  @Test
  void the_linter_knows_what_our_action_takes_and_gives() throws Exception {
    var workflow = Files.readString(SAMPLE.resolve("workflows/api.yml"));
    write("api.yml", workflow.replace("context:", "contxt:").replace("image-uri", "image-url"));

    var outcome = actionlint();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.output())
        .contains("input \"contxt\" is not defined")
        .contains("property \"image-url\" is not defined");
  }

  /// It knows the inputs and outputs of actions that lie in the repository. So ours lies there, in
  /// a copy.
  private Outcome actionlint() throws Exception {
    var action = Files.createDirectories(folder.resolve("action"));
    Files.copy(Path.of("action.yml"), action.resolve("action.yml"));
    Files.copy(Path.of("Dockerfile"), action.resolve("Dockerfile"));
    Files.createDirectory(folder.resolve(".git"));
    var command = new ArrayList<>(List.of(TestTool.named("actionlint").toString(), "-no-color"));
    command.add("-shellcheck=" + TestTool.named("shellcheck"));
    try (var files = Files.list(workflows())) {
      files.forEach(file -> command.add(file.toString()));
    }
    return Programs.run(Map.of(), "", command);
  }

  /// Ours keep their names, by which one calls another.
  private void copy(Path source, String prefix) throws IOException {
    try (var files = Files.newDirectoryStream(source, "*.yml")) {
      for (var file : files) {
        write(prefix + file.getFileName(), Files.readString(file));
      }
    }
  }

  private void write(String name, String workflow) throws IOException {
    var text = workflow.replaceAll("org/ecr-push-action@v[0-9.]+", "./action");
    Files.writeString(workflows().resolve(name), text);
  }

  private Path workflows() throws IOException {
    return Files.createDirectories(folder.resolve(".github/workflows"));
  }

  @Test
  void the_auditor_finds_nothing() throws Exception {
    assertAudited(OURS.toString());
    for (var others : List.of(SAMPLE, EXAMPLE)) {
      assertAudited("--config", SAMPLE.resolve("zizmor.yml").toString(), others.toString());
    }
  }

  @Test
  void the_scripts_of_the_example_pass_the_linter_of_shells() throws Exception {
    var scripts = List.of("api/www/cgi-bin/places", "api/test/places", "web/make-site");
    var command = new ArrayList<>(List.of(TestTool.named("shellcheck").toString()));
    scripts.forEach(script -> command.add("examples/monorepo/apps/" + script));

    var outcome = Programs.run(Map.of(), "", command);

    assertThat(outcome.exit()).as(outcome.output()).isZero();
  }

  private static void assertAudited(String... words) throws Exception {
    var zizmor = TestTool.named("zizmor").toString();
    var command = new ArrayList<>(List.of(zizmor, "--offline", "--no-progress", "--quiet"));
    command.addAll(List.of(words));
    var outcome = Programs.run(Map.of(), "", command);
    assertThat(outcome.exit()).as(outcome.output()).isZero();
  }
}
