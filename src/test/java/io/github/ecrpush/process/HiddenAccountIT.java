package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// With `mask-aws-account-id`, the number of no account stands in the log, its annotations or the
/// summary, whatever comes of the run and though somebody looks for a mistake. Outputs have it.
class HiddenAccountIT {

  private static final String OURS = "210987654321";
  private static final String OTHER = "444455556666";

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    var flags = List.of("--account", OURS, "--repository", Bench.REPOSITORY);
    bench = new Bench(folder, SandboxProcess.start(folder.resolve("sandbox"), flags));
  }

  /// A run in which accounts are spoken of, and its exit code.
  enum Wish {
    CHAIN(0, Map.of("role-chain", "arn:aws:iam::" + OURS + ":role/next")),
    EXPORTS(0, Map.of("output-env-credentials", "true", "export-docker-login", "true")),
    DRIFT(0, Map.of("pull-from", OTHER)),
    SYNC(0, Map.of("create-repository", "sync", "pull-from", OTHER)),
    CREATE(0, Map.of("repository", "fresh", "create-repository", "if-missing")),
    FAILING_DRIFT(2, Map.of("pull-from", "arn:aws:iam::" + OTHER + ":root", "on-drift", "fail")),
    MISSING(2, Map.of("repository", "missing")),
    NOT_ALLOWED(6, Map.of("allowed-account-ids", OTHER)),
    CHAIN_ELSEWHERE(3, Map.of("role-chain", "arn:aws:iam::" + OTHER + ":role/next")),
    MALFORMED(2, Map.of("role-chain", "arn:aws:iam::" + OTHER + ":user/next"));

    private final int exitCode;
    private final Map<String, String> inputs;

    Wish(int exitCode, Map<String, String> inputs) {
      this.exitCode = exitCode;
      this.inputs = inputs;
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_account_is_seen(Wish wish) throws Exception {
    var action = ActionProgram.of(bench, TestEngine.GRAPH).building(wish.name());
    var variables = Files.createTempFile(action.program().folder(), "env", "");
    for (var input : wish.inputs.entrySet()) {
      action = action.with(input.getKey(), input.getValue());
    }

    var ended =
        action
            .variable("RUNNER_DEBUG", "1")
            .variable("GITHUB_ENV", variables.toString())
            .with("mask-aws-account-id", "true")
            .run()
            .expecting(wish.exitCode);

    var shown = ended.withoutMasks() + ended.err() + Files.readString(action.summary());
    assertThat(shown).doesNotContain(OURS, OTHER);
    assertThat(shown).as("the same look finds what is there").contains("mask-aws-account-id: true");
    if (wish.exitCode == 0) {
      assertThat(action.outputs()).containsEntry("account-id", OURS);
    }
  }
}
