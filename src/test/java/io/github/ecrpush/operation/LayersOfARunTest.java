package io.github.ecrpush.operation;

import static io.github.ecrpush.sandbox.AccountFiles.HOME;
import static io.github.ecrpush.sandbox.AccountFiles.allow;
import static io.github.ecrpush.sandbox.AccountFiles.deny;
import static io.github.ecrpush.sandbox.AccountFiles.role;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.sandbox.AccountFiles;
import io.github.ecrpush.sandbox.SandboxSettings;
import io.github.ecrpush.sandbox.SandboxWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run knows of the layers of an image that it pushed.
class LayersOfARunTest {

  private static final String EVERYTHING = allow("\"*\"", "*");

  @TempDir private Path folder;

  @Test
  void are_told_with_the_lines_that_made_them() throws IOException {
    assertThat(layers(EVERYTHING)).isNotEmpty().noneMatch(layer -> layer.line().isEmpty());
  }

  @Test
  void are_told_without_them_to_a_role_that_may_push_and_not_pull() throws IOException {
    var pushing = EVERYTHING + "," + deny("\"ecr:GetDownloadUrlForLayer\"", "*");

    assertThat(layers(pushing)).isNotEmpty().allMatch(layer -> layer.line().isEmpty());
  }

  private List<ImageLayer> layers(String statements) throws IOException {
    var files = new AccountFiles(folder.resolve("iam")).withRole(HOME, "ci", statements);
    var settings =
        SandboxSettings.in(folder.resolve("data"))
            .withRepositories("app")
            .withAccounts(SandboxWords.accounts(files.root(), HOME));
    var inputs = Map.of(Input.REPOSITORY, "app", Input.ROLE_TO_ASSUME, role(HOME, "ci"));
    try (var runs = SandboxRuns.with(settings, folder).showingLines()) {
      assertThat(runs.push("1".repeat(40), inputs).failures()).isEmpty();
      var platforms = runs.record().images().getFirst().platforms();
      return platforms.stream().flatMap(platform -> platform.layers().stream()).toList();
    }
  }
}
