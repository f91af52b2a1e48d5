package io.github.ecrpush.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileCommandTest {

  @TempDir private Path folder;

  @Test
  void adds_at_the_end_and_keeps_what_was_there() throws IOException {
    var file = Files.writeString(folder.resolve("out"), "a=1\n");
    try (var command = open(file)) {
      command.append("b=2\n");
      command.append("c=3\n");
    }

    assertThat(file).hasContent("a=1\nb=2\nc=3\n");
  }

  @Test
  void begins_a_line_of_its_own() throws IOException {
    var file = Files.writeString(folder.resolve("out"), "a=1");
    try (var command = open(file)) {
      command.append("b=2\n");
    }

    assertThat(file).hasContent("a=1\nb=2\n");
  }

  @Test
  void writes_to_the_file_it_opened_whatever_takes_its_name() throws IOException {
    var file = Files.createFile(folder.resolve("out"));
    var elsewhere = Files.createFile(folder.resolve("elsewhere"));
    try (var command = open(file)) {
      Files.move(file, folder.resolve("moved"));
      Files.createSymbolicLink(file, elsewhere);
      command.append("a=1\n");
    }

    assertThat(elsewhere).isEmptyFile();
    assertThat(folder.resolve("moved")).hasContent("a=1\n");
  }

  @Test
  void writes_what_a_stopped_run_has_to_say() throws IOException {
    var file = Files.createFile(folder.resolve("out"));
    try (var command = open(file)) {
      Thread.currentThread().interrupt();
      command.append("a=1\n");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(file).hasContent("a=1\n");
  }

  @Test
  void follows_no_symbolic_link() throws IOException {
    var target = Files.createFile(folder.resolve("target"));
    var link = Files.createSymbolicLink(folder.resolve("link"), target);

    assertRefused(link, "it is no plain file");
    assertThat(target).isEmptyFile();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void does_not_wait_at_a_fifo() throws Exception {
    var fifo = folder.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();

    assertRefused(fifo, "it is no plain file");
  }

  @Test
  void refuses_a_folder_a_device_and_nothing() throws IOException {
    assertRefused(folder, "it is no plain file");
    assertRefused(Path.of("/dev/null"), "it is no plain file");
    assertRefused(folder.resolve("missing"), "it is not there");
    assertThat(folder.resolve("missing")).doesNotExist();
  }

  @Test
  void refuses_a_name_that_is_none() {
    assertThatThrownBy(() -> FileCommand.open("FILE", Map.of("FILE", "a\0b")))
        .isInstanceOf(FailureException.class);
    assertThatThrownBy(() -> FileCommand.open("FILE", Map.of()))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("did not say");
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> open(file))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.failure().explanation().why()).contains(why));
  }

  private static FileCommand open(Path file) {
    return FileCommand.open("FILE", Map.of("FILE", file.toString()));
  }
}
