package io.github.ecrpush;

import static io.github.ecrpush.testing.GitClient.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.cli.Terminal;
import io.github.ecrpush.config.Configurations;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.operation.RunSecrets;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.testing.GitClient;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is told of the files that a run builds from, and refused of what it is asked for.
class RequestsTest {

  @TempDir private Path folder;

  @BeforeEach
  void commit_a_file() throws Exception {
    GitClient.assume();
    git(folder, "init", "--quiet");
    Files.writeString(folder.resolve("file"), "as it was");
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "One");
  }

  @Test
  void says_nothing_of_files_as_they_were_committed() {
    assertThat(told(Map.of())).isEmpty();
  }

  @Test
  void says_which_files_are_not_as_they_were_committed() throws Exception {
    Files.writeString(folder.resolve("file"), "as it is");
    for (var more : List.of("new-1", "new-2", "new-3")) {
      Files.writeString(folder.resolve(more), "new");
    }

    assertThat(told(Map.of()))
        .containsExactly(
            new Notice(
                "The working tree has changes that the commit in the labels does not have: `file`,"
                    + " `new-1`, `new-2`, …"));
  }

  @Test
  void says_nothing_on_a_runner() throws Exception {
    Files.writeString(folder.resolve("file"), "as a step before made it");

    assertThat(told(Map.of("GITHUB_ACTIONS", "true"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"LABELS, label", "ANNOTATIONS, annotation", "TAGS, tag"})
  void refuses_a_secret_where_everybody_could_read_it(Input input, String what) {
    var redactor = new Redactor();
    var text = input == Input.TAGS ? "planted-secret" : "note=it is planted-secret";

    var refused =
        catchThrowableOfType(
            FailureException.class,
            () -> asked(redactor, Map.of(Input.SECRETS, "S=planted-secret", input, text)));

    var words = refused.failure().explanation();
    assertThat(words.id()).isEqualTo("secret-shown");
    assertThat(redactor.redact(words.what()))
        .startsWith("The " + what + " ")
        .doesNotContain("planted-secret");
  }

  @Test
  void takes_a_label_that_only_looks_like_a_short_secret() {
    var given = Map.of(Input.SECRETS, "S=app", Input.LABELS, "name=the app");

    assertThat(asked(new Redactor(), given).request().images()).hasSize(1);
  }

  @Test
  void refuses_a_token_of_github_in_a_label() {
    var given = Map.of(Input.GITHUB_TOKEN, "planted-secret", Input.LABELS, "a=planted-secret");

    assertThatThrownBy(() -> asked(new Redactor(), given)).isInstanceOf(FailureException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_SECRET_ACCESS_KEY", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"})
  void refuses_a_secret_of_the_environment_in_a_label(String variable) {
    var given = Map.of(Input.LABELS, "a=planted-secret");
    var environment = Map.of(variable, "planted-secret");

    assertThatThrownBy(() -> asked(new Redactor(), given, environment))
        .isInstanceOf(FailureException.class);
  }

  private Requests.Asked asked(Redactor redactor, Map<Input, String> given) {
    return asked(redactor, given, Map.of());
  }

  private Requests.Asked asked(
      Redactor redactor, Map<Input, String> given, Map<String, String> environment) {
    var asked = new EnumMap<>(given);
    asked.put(Input.REPOSITORY, "team/app");
    asked.put(Input.AWS_REGION, "eu-west-1");
    var inputs = Inputs.of(asked, environment);
    return requests(inputs, redactor, environment).asked(inputs, _ -> {}, true);
  }

  private Requests requests(Inputs inputs, Redactor redactor, Map<String, String> environment) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    var terminal = new Terminal(nowhere, nowhere, environment, folder, redactor);
    var files = new Configurations(folder, environment);
    var secrets = new RunSecrets(environment, folder, files);
    secrets.hide(inputs, redactor);
    return new Requests(terminal, InstantSource.system(), folder, redactor, files, secrets);
  }

  private List<ProgressEvent> told(Map<String, String> environment) {
    var events = new ArrayList<ProgressEvent>();
    var inputs = Inputs.of(Map.<Input, String>of(), environment);
    requests(inputs, new Redactor(), environment).tellUncommitted(inputs, events::add);
    return events;
  }
}
