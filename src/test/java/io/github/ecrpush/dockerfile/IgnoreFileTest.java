package io.github.ecrpush.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoreFileTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notes",
        " notes\t",
        "notes\r",
        "\u00a0notes\u00a0",
        "\u0085/notes\u3000",
        "\ufeffnotes"
      })
  void has_no_white_space_around_a_pattern(String line) {
    assertThat(matches(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes\u001c", "\u001fnotes", "#notes", "notes\n!\u00a0notes", "\u00a0"})
  void matches_nothing_else(String line) {
    assertThat(matches(line)).isFalse();
  }

  /// What a build hands on is read once more when the files are sent.
  @ParameterizedTest
  @ValueSource(strings = {"notes", "\u00a0notes\u2003"})
  void agrees_with_the_patterns_that_are_sent(String line) {
    assertThat(PathPatterns.of(List.of(line)).match("notes", PathPatterns.Match.ROOT).matched())
        .isTrue();
  }

  private static boolean matches(String line) {
    return IgnoreFile.read(line).match("notes", PathPatterns.Match.ROOT).matched();
  }
}
