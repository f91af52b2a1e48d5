package io.github.ecrpush.action;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActionFailuresTest {

  private static final List<String> KNOWN = List.of("role-to-assume", "repository", "command");

  @Test
  void input_unknown() {
    assertGolden(ActionFailures.inputUnknown(List.of("role-to-asume"), KNOWN));
  }

  @Test
  void many_inputs_unknown() {
    var names = IntStream.range(0, 10_000).mapToObj(i -> "x" + i).toList();
    assertGolden(ActionFailures.inputUnknown(names, KNOWN), "many");
  }

  @Test
  void verb_unknown() {
    assertGolden(ActionFailures.verbUnknown("sandbox", ActionInputs.VERBS));
  }

  @Test
  void variable_missing() {
    assertGolden(ActionFailures.variableMissing("GITHUB_OUTPUT"));
  }

  @Test
  void file_unusable() {
    assertGolden(
        ActionFailures.fileUnusable(
            "GITHUB_OUTPUT", "/github/file_commands/set_output_1", "it is no plain file"));
  }

  @Test
  void outputs_not_written() {
    assertGolden(
        ActionFailures.outputsNotWritten(
            "/github/file_commands/set_output_1", "No space left on device"));
  }
}
