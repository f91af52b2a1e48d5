package io.github.ecrpush.operation;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandingOnTest {

  private static final String COMMIT = "1".repeat(40);

  @TempDir private Path folder;
  private final RecordingSteps later = new RecordingSteps();
  private SandboxRuns runs;

  @BeforeEach
  void start() {
    runs = SandboxRuns.in(folder, "app");
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @Test
  void hands_on_what_was_asked_for() {
    runs.before(later);

    var exports = Map.of(Input.OUTPUT_ENV_CREDENTIALS, "true", Input.EXPORT_DOCKER_LOGIN, "true");
    assertThat(runs.push(COMMIT, inputs(exports)).failures()).isEmpty();

    assertThat(later.handed()).hasSize(2);
    assertThat(later.handed().getFirst())
        .startsWith("keys ASIA")
        .endsWith(" eu-west-1 with a token");
    assertThat(later.handed().getLast()).startsWith("login ").endsWith(" AWS");
  }

  @Test
  void hands_nothing_on_unasked_or_when_nothing_is_to_be_changed() {
    runs.before(later);

    runs.push(COMMIT, inputs(Map.of()));
    runs.push(COMMIT, inputs(Map.of(Input.EXPORT_DOCKER_LOGIN, "true", Input.DRY_RUN, "true")));

    assertThat(later.handed()).isEmpty();
  }

  @Test
  void hands_nothing_on_in_a_run_that_can_have_no_identity_and_says_so() {
    runs.before(later)
        .where("GITHUB_ACTOR", "dependabot[bot]")
        .where("ACTIONS_ID_TOKEN_REQUEST_URL", "");
    var exports = Map.of(Input.OUTPUT_ENV_CREDENTIALS, "true", Input.EXPORT_DOCKER_LOGIN, "true");
    var wish = inputs(exports);
    wish.put(Input.PUSH, "auto");

    var outcome = runs.push(COMMIT, wish).outcomes().getFirst();

    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.status()).isEqualTo(ImageOutcome.Status.SKIPPED);
    assertThat(later.handed()).isEmpty();
    assertThat(runs.events().toString()).contains("later steps get no keys and no login");
    wish.put(Input.DRY_RUN, "true");
    assertThat(runs.push(COMMIT, wish).failures()).isEmpty();
    assertThat(runs.events().toString()).contains("AWS is asked nothing");
  }

  @Test
  void refuses_where_there_is_no_later_step_and_asks_nobody() {
    var wish = inputs(Map.of(Input.EXPORT_DOCKER_LOGIN, "true"));

    var refused = catchThrowableOfType(FailureException.class, () -> runs.push(COMMIT, wish));

    assertGolden(refused.failure());
    assertThat(runs.tokensAsked()).isZero();
  }

  private static Map<Input, String> inputs(Map<Input, String> more) {
    var inputs = new EnumMap<Input, String>(Input.class);
    inputs.put(Input.REPOSITORY, "app");
    inputs.put(Input.TAGS, "1");
    inputs.putAll(more);
    return inputs;
  }
}
