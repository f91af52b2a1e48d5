package io.github.ecrpush.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildFoldersTest {

  @TempDir private Path folder;

  @Test
  void is_content_when_both_are_there() throws IOException {
    Files.createFile(folder.resolve("Dockerfile"));

    check(folder, folder.resolve("Dockerfile"));
  }

  @Test
  void guesses_which_file_was_meant() throws IOException {
    Files.createFile(folder.resolve("dockerfile"));
    Files.createFile(folder.resolve("api.Dockerfile"));
    Files.createFile(folder.resolve("Dockerfile.dockerignore"));
    Files.createDirectory(folder.resolve("Dockerfile.d"));

    var why = whyNot(folder, folder.resolve("Dockerfile"));

    assertThat(why).contains("`api.Dockerfile`, `dockerfile`");
    assertThat(why).doesNotContain("ignore", ".d`");
  }

  @Test
  void does_not_look_into_a_folder_that_is_not_there() {
    assertThat(whyNot(folder, folder.resolve("no/Dockerfile"))).contains("none that looks like");
  }

  @Test
  void a_folder_is_no_dockerfile() {
    assertThatThrownBy(() -> check(folder, folder))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("Dockerfile");
  }

  @Test
  void says_when_the_context_is_missing_or_a_file() throws IOException {
    var file = Files.createFile(folder.resolve("Dockerfile"));

    assertThatThrownBy(() -> check(folder.resolve("no"), file))
        .hasMessageContaining("Could not find the context");
    assertThatThrownBy(() -> check(file, file)).hasMessageContaining("Could not use the context");
  }

  private static void check(Path context, Path dockerfile) {
    BuildFolders.check(
        new BuildRequest(
            context,
            dockerfile,
            "Dockerfile",
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            BuildRequest.StepNetwork.STANDARD,
            new BuildRequest.Cache(true, true),
            "here",
            Map.of()));
  }

  private static String whyNot(Path context, Path dockerfile) {
    var thrown = catchThrowableOfType(FailureException.class, () -> check(context, dockerfile));
    return thrown.failure().explanation().why();
  }
}
