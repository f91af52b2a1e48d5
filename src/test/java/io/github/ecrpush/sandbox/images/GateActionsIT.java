package io.github.ecrpush.sandbox.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.sandbox.shape.EcrInputs;
import io.github.ecrpush.testing.ActionList;
import org.junit.jupiter.api.Test;

/// What the sandbox asks policies for, held against AWS's list of actions.
class GateActionsIT {

  @Test
  void asks_for_actions_that_exist_on_what_they_are_done_to() throws Exception {
    var list = ActionList.read();

    assertThat(EcrInputs.operations())
        .map(Gate::action)
        .isNotEmpty()
        .allMatch(list::hasAction)
        .allMatch(action -> Gate.isAnywhere(action) == list.isAnywhere(action));
    assertThat(list.hasAction(Gate.action("PutImages"))).isFalse();
  }
}
