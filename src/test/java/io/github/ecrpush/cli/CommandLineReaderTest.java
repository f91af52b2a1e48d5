package io.github.ecrpush.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLineReaderTest {

  @TempDir static Path folder;

  @ParameterizedTest
  @EnumSource
  void knows_a_flag_for_every_input(Input input) {
    assertThat(read("--" + input.key() + "=some value")).isEqualTo(Map.of(input, "some value"));
  }

  @Test
  void takes_a_value_behind_a_space_or_an_equals_sign() {
    assertThat(read("--tags", "1.0", "--context=apps/api"))
        .isEqualTo(Map.of(Input.TAGS, "1.0", Input.CONTEXT, "apps/api"));
  }

  @Test
  void takes_a_list_entry_by_entry() {
    assertThat(read("--build-args", "A=1,2", "--build-args", "B=3"))
        .isEqualTo(Map.of(Input.BUILD_ARGS, "A=1,2\nB=3"));
  }

  @Test
  void reads_a_switch_alone_as_yes() {
    assertThat(read("--pull", "--no-cache=false"))
        .isEqualTo(Map.of(Input.PULL, "true", Input.NO_CACHE, "false"));
  }

  @Test
  void leaves_quotes_dollars_and_at_signs_of_values_alone() {
    assertThat(read("--build-args", "A=\"${HOME}\"", "--labels=a=@x"))
        .isEqualTo(Map.of(Input.BUILD_ARGS, "A=\"${HOME}\"", Input.LABELS, "a=@x"));
  }

  @Test
  void refuses_what_it_does_not_know() {
    assertThat(refusal("--regoin", "x")).isEqualTo("flag-unknown");
    assertThat(refusal("apps/api")).isEqualTo("flag-unknown");
    assertThat(refusal("--context")).isEqualTo("flag-value-missing");
    assertThat(refusal("--context", "a", "--context", "b")).isEqualTo("flag-twice");
    assertThat(refusal("--cont", "a")).isEqualTo("flag-unknown");
    assertThat(refusal("--role-chaining")).isEqualTo("input-of-another-action");
    assertThat(refusal("--aws-profile=ci")).isEqualTo("input-of-another-action");
  }

  @Test
  void takes_a_value_from_a_file() throws IOException {
    Files.writeString(folder.resolve("args"), "A=1\nB=\u00e9\n");

    assertThat(read("--build-args=@args", "--build-args", "C=3", "--labels=@" + folder + "/args"))
        .containsEntry(Input.BUILD_ARGS, "A=1\nB=\u00e9\n\nC=3")
        .containsEntry(Input.LABELS, "A=1\nB=\u00e9\n");
    assertThat(read("--target=@@x")).containsEntry(Input.TARGET, "@x");
  }

  @Test
  void takes_a_value_of_a_megabyte_from_a_file() throws IOException {
    Files.writeString(folder.resolve("large"), "x".repeat(1 << 20));

    assertThat(read("--target=@large").get(Input.TARGET)).hasSize(1 << 20);
  }

  @Test
  void refuses_a_file_that_holds_no_value() throws IOException {
    Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, 1});

    assertThat(refusal("--target=@none")).isEqualTo("flag-file-unreadable");
    assertThat(refusal("--target=@bytes")).isEqualTo("flag-file-unreadable");
    assertThat(refusal("--target=@")).isEqualTo("flag-file-unreadable");
    assertThat(refusal("--target=@/dev/zero")).isEqualTo("flag-file-unreadable");
    assertThat(refusal("--target=@a\0b")).isEqualTo("flag-file-unreadable");
  }

  private static Map<Input, String> read(String... words) {
    return CommandLineReader.inputs(
        CommandLineReader.read(CommandLineReader.push(), List.of(words)), folder);
  }

  private static String refusal(String... words) {
    var id = new String[1];
    assertThatThrownBy(() -> read(words))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure()).isInstanceOf(Failure.Misconfigured.class);
              id[0] = e.failure().explanation().id();
            });
    return id[0];
  }
}
