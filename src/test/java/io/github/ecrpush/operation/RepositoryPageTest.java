package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/repositories.md` shows does what it says: each of its steps is run, in their order,
/// and once more to see that there is nothing left to do.
class RepositoryPageTest {

  private static final Path PAGE = Path.of("docs/repositories.md");
  private static final Pattern FILE = Pattern.compile("(?ms)^`([^`]+)`:\\n\\n```json\\n(.*?)^```$");

  @TempDir private Path folder;

  @Test
  void every_step_of_the_page_ends_well_and_finds_nothing_to_do_the_second_time()
      throws IOException {
    writeFiles();
    var steps = PageSteps.of(PAGE);
    assertThat(steps).hasSizeGreaterThanOrEqualTo(6);

    try (var runs = SandboxRuns.in(folder)) {
      for (var status : List.of(Status.PUSHED, Status.PRESENT)) {
        for (var step : steps) {
          int before = runs.events().size();
          var commit = "team/app".equals(step.get(Input.REPOSITORY)) ? "a" : "b";

          var report = runs.push(commit.repeat(40), step);

          assertThat(report.failures()).as("%s", step).isEmpty();
          assertThat(runs.events().subList(before, runs.events().size()))
              .noneMatch(Warning.class::isInstance);
          if (status == Status.PRESENT) {
            assertThat(report.outcomes().getFirst().status()).isEqualTo(status);
          }
        }
      }
      assertThat(runs.events().toString())
          .contains("Created the repository `shop/api` in eu-west-1.")
          .contains("Set repository-policy of the repository `shared/base`.")
          .doesNotContain("Set lifecycle-policy of the repository `shop/api`");
    }
  }

  private void writeFiles() throws IOException {
    var files = FILE.matcher(Files.readString(PAGE));
    while (files.find()) {
      var file = folder.resolve(files.group(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, files.group(2));
    }
  }
}
