package io.github.ecrpush;

import static io.github.ecrpush.testing.GitClient.git;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.cli.Terminal;
import io.github.ecrpush.config.Configurations;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.testing.GitClient;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told of the files that a run builds from.
class RequestsTest {

  @TempDir private Path folder;

  @BeforeEach
  void commit_a_file() throws Exception {
    GitClient.assume();
    git(folder, "init", "--quiet");
    Files.writeString(folder.resolve("file"), "as it was");
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "One");
  }

  @Test
  void says_nothing_of_files_as_they_were_committed() {
    assertThat(told(Map.of())).isEmpty();
  }

  @Test
  void says_which_files_are_not_as_they_were_committed() throws Exception {
    Files.writeString(folder.resolve("file"), "as it is");
    for (var more : List.of("new-1", "new-2", "new-3")) {
      Files.writeString(folder.resolve(more), "new");
    }

    assertThat(told(Map.of()))
        .containsExactly(
            new Notice(
                "The working tree has changes that the commit in the labels does not have: `file`,"
                    + " `new-1`, `new-2`, …"));
  }

  @Test
  void says_nothing_on_a_runner() throws Exception {
    Files.writeString(folder.resolve("file"), "as a step before made it");

    assertThat(told(Map.of("GITHUB_ACTIONS", "true"))).isEmpty();
  }

  private List<ProgressEvent> told(Map<String, String> environment) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    var redactor = new Redactor();
    var terminal = new Terminal(nowhere, nowhere, environment, folder, redactor);
    var files = new Configurations(folder, environment);
    var requests = new Requests(terminal, InstantSource.system(), folder, redactor, files);
    var events = new ArrayList<ProgressEvent>();
    requests.tellUncommitted(Inputs.of(Map.of(), environment), events::add);
    return events;
  }
}
