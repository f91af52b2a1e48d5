package io.github.ecrpush.input;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import java.util.List;
import org.junit.jupiter.api.Test;

class InputFailuresTest {

  @Test
  void says_which_input_is_missing() {
    assertGolden(InputFailures.inputMissing(Input.REPOSITORY));
  }

  @Test
  void says_of_another_actions_inputs_what_to_do_instead() {
    assertGolden(InputFailures.peersInputs(List.of(PeerInput.ROLE_CHAINING)));
    assertGolden(
        InputFailures.peersInputs(List.of(PeerInput.DISABLE_RETRY, PeerInput.ACTION_TIMEOUT_S)),
        "several");
  }

  @Test
  void suggests_the_nearest_value() {
    assertGolden(
        InputFailures.valueUnknown(Input.NETWORK, "hots", List.of("default", "none", "host")));
  }

  @Test
  void says_which_rule_a_value_breaks() {
    assertGolden(
        InputFailures.valueMalformed(
            Input.TIMEOUT, "1d", "It is a length of time such as `90s`, `15m` or `1h30m`."));
  }

  @Test
  void does_not_show_an_entry_that_may_be_a_secret() {
    assertGolden(InputFailures.pairMalformed(Input.SECRETS, "hunter2"));
  }
}
