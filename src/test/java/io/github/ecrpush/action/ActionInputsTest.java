package io.github.ecrpush.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.input.Input;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionInputsTest {

  /// Else nothing that a file says would count where an input has a default.
  @Test
  void what_the_runner_gives_as_a_default_is_not_given() {
    var given =
        ActionInputs.read(
            Map.of("INPUT_FAIL-FAST", "true", "INPUT_ONLY-CHANGED", "true", "INPUT_TAGS", ""));

    assertThat(given).containsExactly(Map.entry(Input.ONLY_CHANGED, "true"));
  }
}
