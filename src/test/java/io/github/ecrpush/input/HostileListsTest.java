package io.github.ecrpush.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.Fuzz;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whatever stands in an input that is a list, there are entries, or a failure that says which one
/// is malformed.
class HostileListsTest {

  private static final List<String> PIECES =
      List.of(
          "\"",
          "\"\"",
          "\"\"\"",
          ",",
          "\n",
          "\r\n",
          "\r",
          "#",
          "=",
          " ",
          "\t",
          "\\",
          "A=1",
          "b",
          "é",
          "🦜",
          "\ud83d",
          "\u0000",
          "\u2028",
          "\ufeff",
          "'",
          "KEY=\"",
          "a".repeat(5_000));

  @Test
  @Tag("fuzz")
  void any_text_is_a_list_or_a_failure_within_bounds() {
    assertThat(
            Fuzz.of(HostileListsTest::read, Fuzz.failures("pair-malformed"))
                .read(20_261_122, HostileListsTest::text))
        .isGreaterThan(0.02);
  }

  private static void read(String text) {
    assertThat(ListReader.words(text)).noneMatch(String::isEmpty);
    var entries = ListReader.lines(text);
    if (text.indexOf('\r') < 0) { // which means nothing before a line break, each time it is read
      assertThat(ListReader.lines(quoted(entries))).isEqualTo(entries);
    }
    assertThat(ListReader.records(text)).noneMatch(List::isEmpty);
    var _ = Inputs.of(Map.of(Input.BUILD_ARGS, text), Map.of()).pairs(Input.BUILD_ARGS);
  }

  /// The same entries in the form that takes any.
  private static String quoted(List<String> entries) {
    return entries.stream()
        .map(entry -> '"' + entry.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining("\n"));
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(20); i >= 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
