package io.github.ecrpush.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineMessagesTest {

  private static Stream<Arguments> buildMessages() throws IOException {
    return recorded("build-messages.txt");
  }

  private static Stream<Arguments> pushMessages() throws IOException {
    return recorded("push-messages.txt");
  }

  private static Stream<Arguments> recorded(String file) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/build", file)).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" \\| ", 3))
        .map(parts -> Arguments.of(parts[0], parts[1], parts[2]));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("buildMessages")
  void recognises_what_engines_say_of_a_build(String engine, String kind, String message) {
    assertThat(BuildError.of(message)).hasToString(kind);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("pushMessages")
  void recognises_what_engines_say_of_a_push(String engine, String kind, String message) {
    var error = PushError.of(message);

    var what = error instanceof PushError.InTrouble in ? in.trouble() : error;
    assertThat(what.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(error.said()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "failed to solve: ", "failed to solve: failed to solve: ", ": not found"})
  void keeps_what_says_nothing(String message) {
    assertThat(BuildError.of(message)).isInstanceOf(BuildError.Other.class);
  }

  @Test
  void a_command_that_prints_what_an_engine_says_is_still_a_command_that_failed() {
    var message =
        "process \"/bin/sh -c echo x509: no space left on device: not found\" did not complete"
            + " successfully: exit code: 2";

    assertThat(BuildError.of(message)).isInstanceOf(BuildError.StepFailed.class);
  }

  @Test
  void reads_a_message_of_any_length_in_good_time() {
    for (var part :
        new String[] {"failed to solve: ", "process \"", ": not found", "secret ", "["}) {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(5), () -> BuildError.of(part.repeat(20_000)));
    }
  }
}
