package io.github.ecrpush.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFolderTest {

  @TempDir private Path folder;

  @Test
  void is_content_when_both_are_there() throws IOException {
    Files.createFile(folder.resolve("Dockerfile"));

    SourceFolder.check(folder, folder.resolve("Dockerfile"));
  }

  @Test
  void guesses_which_file_was_meant() throws IOException {
    Files.createFile(folder.resolve("dockerfile"));
    Files.createFile(folder.resolve("api.Dockerfile"));
    Files.createFile(folder.resolve("Dockerfile.dockerignore"));
    Files.createDirectory(folder.resolve("Dockerfile.d"));

    var why = whyNot(folder, folder.resolve("Dockerfile"));

    assertThat(why).contains("`" + folder + "/api.Dockerfile`, `" + folder + "/dockerfile`");
    assertThat(why).doesNotContain("ignore", ".d`");
  }

  @Test
  void does_not_look_into_a_folder_that_is_not_there() {
    assertThat(whyNot(folder, folder.resolve("no/Dockerfile"))).contains("none that looks like");
  }

  @Test
  void a_folder_is_no_dockerfile() {
    assertThatThrownBy(() -> SourceFolder.check(folder, folder))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("Dockerfile");
  }

  @Test
  void says_when_the_context_is_missing_or_a_file() throws IOException {
    var file = Files.createFile(folder.resolve("Dockerfile"));

    assertThatThrownBy(() -> SourceFolder.check(folder.resolve("no"), file))
        .hasMessageContaining("Could not find the context");
    assertThatThrownBy(() -> SourceFolder.check(file, file))
        .hasMessageContaining("Could not use the context");
  }

  private static String whyNot(Path context, Path dockerfile) {
    var thrown =
        catchThrowableOfType(FailureException.class, () -> SourceFolder.check(context, dockerfile));
    return thrown.failure().explanation().why();
  }
}
