package io.github.ecrpush.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepFilesTest {

  @TempDir private Path folder;

  @Test
  void are_over_when_the_runner_goes_on() throws IOException {
    var earlier = Files.createFile(folder.resolve("set_output_0"));
    var file = Files.createFile(folder.resolve("set_output_1"));
    Files.createFile(folder.resolve("step_summary_1"));
    var files = StepFiles.around(file);
    Files.delete(earlier);
    Files.createFile(folder.resolve("step_summary_2"));
    assertThat(files.areOver()).isFalse();

    Files.createFile(folder.resolve("set_output_2"));
    assertThat(files.areOver()).isTrue();
  }

  @Test
  void are_over_when_the_runner_has_taken_them_away() throws IOException {
    var file = Files.createFile(folder.resolve("out"));
    var files = StepFiles.around(file);
    Files.createFile(folder.resolve("another"));
    assertThat(files.areOver()).isFalse();

    Files.delete(file);
    assertThat(files.areOver()).isTrue();
  }
}
