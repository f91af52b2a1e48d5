package io.github.ecrpush.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.PeerInput;
import io.github.ecrpush.report.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/// `docs/moving.md` has a row for each input and output of the actions that people come from, and
/// says of each what the program does.
class MovingPageTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\|$");

  /// What only one of them calls so, and what means something else here.
  private static final Set<String> OTHERS = Set.of("context", "images");

  /// A row of one of the tables.
  record Row(String name, String action, String here, String words) {}

  @Test
  void has_a_row_for_each_input_and_output_of_all() throws IOException {
    assertThat(table("## Inputs")).extracting(Row::action, Row::name).isEqualTo(peers("inputs"));
    assertThat(table("## Outputs")).extracting(Row::action, Row::name).isEqualTo(peers("outputs"));
  }

  @Test
  void says_of_each_input_what_is_done_with_it() throws IOException {
    var ours = Arrays.stream(Input.values()).map(Input::key).toList();
    for (var row : table("## Inputs")) {
      var refused = PeerInput.named(row.name());
      var taken = OTHERS.contains(row.name()) ? "other" : "taken";

      assertThat(row.here()).as(row.name()).isEqualTo(refused.isPresent() ? "refused" : taken);
      assertThat(ours.contains(row.name())).as(row.name()).isEqualTo(refused.isEmpty());
      refused.ifPresent(
          input -> assertThat(row.words()).isEqualTo(input.why() + " " + input.instead()));
    }
  }

  @Test
  void refuses_nothing_that_no_peer_has() throws IOException {
    var rows = table("## Inputs").stream().map(Row::name).toList();

    assertThat(PeerInput.values()).allSatisfy(input -> assertThat(rows).contains(input.key()));
  }

  @Test
  void names_outputs_that_there_are() throws IOException {
    var ours = Arrays.stream(Output.values()).map(output -> "`" + output.key() + "`").toList();
    for (var row : table("## Outputs")) {
      if (!row.here().equals("none")) {
        assertThat(ours).contains(row.here());
      }
    }
  }

  @Test
  void tells_people_to_use_inputs_that_there_are() {
    var ours = Arrays.stream(Input.values()).map(Input::key).toList();
    var lowerCase = Pattern.compile("`([a-z]+(?:-[a-z]+)+)(?:: [^`]*)?`");
    for (var input : PeerInput.values()) {
      assertThat(lowerCase.matcher(input.instead()).results().map((MatchResult m) -> m.group(1)))
          .as(input.key())
          .allSatisfy(name -> assertThat(ours).contains(name));
    }
  }

  private static List<Row> table(String heading) throws IOException {
    var page = Files.readString(Path.of("docs/moving.md"));
    var part = page.substring(page.indexOf(heading + "\n") + heading.length());
    int end = part.indexOf("\n## ");
    return ROW.matcher(end < 0 ? part : part.substring(0, end))
        .results()
        .map((MatchResult m) -> new Row(m.group(1), m.group(2), m.group(3), m.group(4)))
        .toList();
  }

  private static List<Tuple> peers(String what) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/peers/" + what + ".txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" ", 2))
        .map(words -> tuple(words[0], words[1]))
        .toList();
  }
}
