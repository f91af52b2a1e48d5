package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.input.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the program says before it does anything.
class CommandLineIT {

  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  /// One for each flag, and a screen of words around them.
  private static final int ROWS_OF_ALL_FLAGS = Input.values().length + ROWS;

  @TempDir static Path folder;

  private static Ended run(String... words) throws IOException, InterruptedException {
    return Program.in(folder).run(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void help_fits_a_screen_and_shows_an_example(String word) throws Exception {
    var ended = run(word).expecting(0);
    assertThat(ended.out()).contains("Example:").contains("ecr-push push --repository");
    assertThat(ended.out().lines()).hasSizeLessThanOrEqualTo(ROWS);
    assertThat(ended.out().lines()).allSatisfy(CommandLineIT::fitsTheScreen);
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void help_comes_when_nothing_is_asked() throws Exception {
    assertThat(run().expecting(0).out()).isEqualTo(run("--help").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "check", "sandbox"})
  void every_verb_has_a_help_with_an_example(String verb) throws Exception {
    var ended = run(verb, "--help").expecting(0);
    assertThat(ended.out()).contains("Example:").contains("--");
    assertThat(ended.out().lines()).hasSizeLessThanOrEqualTo(ROWS_OF_ALL_FLAGS);
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void version_is_one_line() throws Exception {
    var ended = run("--version").expecting(0);
    assertThat(ended.out()).matches("ecr-push \\d+\\.\\d+\\.\\d+\\S*\\n");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void an_unknown_verb_is_told_with_the_likely_one() throws Exception {
    var ended = run("psh").expecting(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("no verb `psh`").contains("Did you mean `push`?");
  }

  @Test
  void an_unknown_flag_is_told_with_the_likely_one() throws Exception {
    var ended = run("push", "--contxt", ".").expecting(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("no flag `--contxt`").contains("Did you mean `--context`?");
  }

  @ParameterizedTest
  @CsvSource({
    "--network, nne, none",
    "--push, atuo, auto",
    "--no-cache, ture, true",
    "--output, jsn, json",
  })
  void an_unknown_value_is_told_with_the_likely_one(String flag, String value, String meant)
      throws Exception {
    var ended =
        run("push", "--repository", "app", "--tags", "1", "--aws-region", "eu-west-1", flag, value)
            .expecting(2);
    assertThat(ended.err())
        .contains("`" + value + "`")
        .contains("Did you mean `" + meant + "`?")
        .doesNotContain("Exception");
  }

  @Test
  void a_flag_given_twice_is_refused() throws Exception {
    var ended = run("push", "--context", "a", "--context", "b").expecting(2);
    assertThat(ended.err()).contains("`--context` was given twice");
  }

  @Test
  void a_push_without_a_repository_says_how_to_name_one() throws Exception {
    var ended = run("push", "--tags", "1", "--aws-region", "eu-west-1").expecting(2);
    assertThat(ended.err())
        .contains("The input `repository` was not given.")
        .contains("--repository")
        .contains("ECR_REPO");
    assertThat(ended.failure()).isEqualTo("input-missing");
  }

  @Test
  void flags_alone_mean_the_verb_push() throws Exception {
    assertThat(run("--tags", "1", "--aws-region", "eu-west-1").expecting(2).failure())
        .isEqualTo("input-missing");
  }

  @ParameterizedTest
  @CsvSource({
    "--format, jsn, The flag `--format` was given as `jsn`.",
    "--verb, psh, The flag `--verb` was given as `psh`.",
    "--subject, imutable, The flag `--subject` was given as `imutable`.",
    "--formt, json, `ecr-push check policy` has no flag `--formt`.",
    "--job-workflow-ref, push.yml@main, No token names a called workflow `push.yml@main`.",
    "--lifecycle-policy, none.json, The input `lifecycle-policy` was given as `none.json`.",
    "--build-args, @none, The value of `--build-args` could not be read from the file `none`.",
  })
  void a_policy_is_not_printed_for_a_wrong_word(String flag, String value, String line)
      throws Exception {
    var ended = policy("--repository", "app", flag, value).expecting(2);

    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().strip().lines().findFirst()).contains("✗ " + line);
    assertThat(ended.err()).doesNotContain("Exception");
  }

  @Test
  void a_policy_is_not_printed_without_a_repository() throws Exception {
    var ended = policy().expecting(2);

    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().strip()).startsWith("✗ The input `repository` was not given.\n");
  }

  @Test
  void a_policy_is_not_printed_for_a_repository_of_github_that_nobody_knows() throws Exception {
    var ended =
        run("check", "policy", "--repository", "app", "--tags", "1", "--aws-region", "eu-west-1")
            .expecting(2);

    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().strip())
        .startsWith("✗ Could not find out which repository the role is to let in.\n");
  }

  @Test
  void a_policy_says_apart_which_dockerfile_it_does_not_know() throws Exception {
    var ended = policy("--repository", "app", "--file", "none/Dockerfile").expecting(0);

    assertThat(ended.out()).startsWith("{").contains("\"trust\"");
    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .startsWith("There is no Dockerfile at `none/Dockerfile` that can be read");
  }

  /// In a job on a branch.
  private static Ended policy(String... words) throws IOException, InterruptedException {
    var all =
        new ArrayList<>(List.of("check", "policy", "--tags", "1", "--aws-region", "eu-west-1"));
    all.addAll(List.of(words));
    return Program.in(folder)
        .with(Map.of("GITHUB_REPOSITORY", "octo/app", "GITHUB_REF", "refs/heads/main"))
        .run(all.toArray(String[]::new));
  }

  @Test
  void a_sandbox_says_which_flag_it_lacks() throws Exception {
    var ended = run("sandbox", "--data", folder.resolve("data").toString()).expecting(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("`--env-file` was not given");
  }

  private static void fitsTheScreen(String line) {
    assertThat(line.length()).as(line).isLessThanOrEqualTo(COLUMNS);
  }
}
