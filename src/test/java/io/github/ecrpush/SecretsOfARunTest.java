package io.github.ecrpush;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.cli.Terminal;
import io.github.ecrpush.credential.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A run that ends while its inputs are read shows its secrets nowhere: neither those of the inputs
/// that it has read by then, nor the others.
class SecretsOfARunTest {

  private static final String SECRET = "buildSecretValue123456";
  private static final String BAD_TAGS = "type=raw,value=" + SECRET + ",prioritty=1";

  @TempDir private Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> inputs = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void ask_for_an_image() {
    inputs.put("repository", "team/app");
    inputs.put("aws-region", "eu-west-1");
    inputs.put("tags", "1.0");
    inputs.put("evidence", "ev.json");
  }

  @ParameterizedTest
  @CsvSource({
    "timeout, X",
    "registry, X/x",
    "flavor, latest=X",
    "network, X",
    "platforms, X/a/b/c/d",
    "parallel, X",
    "tag-mutability, X",
    "lifecycle-policy, X=1",
    "lifecycle-policy, X",
    "repository-policy, X",
    "pull-from, X",
    "encryption, X",
    "scan-on-push, X",
    "config, X",
    "repository, X//",
    "also-push-to, X=1",
    "secret-envs, s=X",
    "secret-files, s=X",
    "summary, X",
    "aws-region, X",
    "labels, 'a={{date \'X\' tz=\'X\'}}'",
    "tags, 'type=raw,value=X,prioritty=1'"
  })
  void are_hidden_in_words_about_an_input(String input, String value) throws IOException {
    inputs.put("secrets", "id=" + SECRET);
    inputs.put(input, value.replace("X", SECRET));

    bothDoorsHideIt();
  }

  @Test
  void are_hidden_in_words_about_images_that_no_file_has() throws IOException {
    Files.writeString(folder.resolve("images.yml"), "images: {app: {context: .}}");
    inputs.putAll(Map.of("secrets", "id=" + SECRET, "config", "images.yml", "images", SECRET));

    bothDoorsHideIt();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SOURCE_DATE_EPOCH", "DOCKER_METADATA_SHORT_SHA_LENGTH"})
  void are_hidden_in_words_about_a_variable(String variable) throws IOException {
    inputs.put("secrets", "id=" + SECRET);
    inputs.put("tags", "type=sha");
    environment.put(variable, SECRET);

    bothDoorsHideIt();
  }

  @ParameterizedTest
  @CsvSource({
    "secret-envs, id=TOKEN",
    "secret-files, id=token.txt",
    "aws-secret-access-key, X",
    "aws-session-token, X",
    "github-token, X",
    "registry-auth, '[{registry: a.example, username: u, password: X}]'",
    "registry-auth, '[{registry: a.example, user: u, password: X}]'"
  })
  void are_known_by_their_kind(String input, String value) throws IOException {
    environment.put("TOKEN", SECRET);
    Files.writeString(folder.resolve("token.txt"), SECRET + "\n");
    inputs.put(input, value.replace("X", SECRET));
    inputs.put("tags", BAD_TAGS);

    bothDoorsHideIt();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"})
  void are_known_from_the_environment(String variable) throws IOException {
    environment.put(variable, SECRET);
    inputs.put("tags", BAD_TAGS);

    bothDoorsHideIt();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeout: X\nimages: {app: {secret-envs: [id=TOKEN]}}",
        "images: {app: {secret-envs: {id: TOKEN}, tags: 'type=raw,value=X,prioritty=1'}}",
        "images: {app: {secret-files: [id=token.txt], network: X}}",
        "services: {app: {build: {context: ., network: X, secrets: [id]}}}\n"
            + "secrets: {id: {environment: TOKEN}}"
      })
  void are_known_from_a_file_before_its_mistakes_are_told(String text) throws IOException {
    environment.put("TOKEN", SECRET);
    Files.writeString(folder.resolve("token.txt"), SECRET);
    Files.writeString(folder.resolve("images.yml"), text.replace("X", SECRET));
    inputs.keySet().retainAll(List.of("aws-region", "evidence"));
    inputs.put("config", "images.yml");

    bothDoorsHideIt();
  }

  @Test
  void are_known_where_lists_of_them_are_malformed() throws IOException {
    inputs.put("secrets", SECRET + "\n=\nid=" + SECRET);
    inputs.put("secret-envs", "TOKEN\nid=NONE");
    inputs.put("secret-files", "a\nid=none\nid=\0");
    inputs.put("registry-auth", "- {");
    inputs.put("timeout", SECRET);

    assertThat(byTerminal("push")).contains("(pair-malformed, ").doesNotContain(SECRET);
  }

  @Test
  void are_those_of_addresses_without_a_scheme() throws IOException {
    inputs.put("registry", "user:" + SECRET + "@127.0.0.1:1");

    bothDoorsHideIt();
  }

  @Test
  void are_masked_on_a_runner_before_a_verb_is_refused() throws IOException {
    inputs.put("secrets", "id=" + SECRET);
    inputs.put("command", SECRET);

    assertThat(bySteps()).contains("***").doesNotContain(SECRET);
  }

  private void bothDoorsHideIt() throws IOException {
    assertThat(byTerminal("push")).contains("***").doesNotContainIgnoringCase(SECRET);
    assertThat(byTerminal("check")).doesNotContainIgnoringCase(SECRET);
    assertThat(bySteps()).contains("***").doesNotContainIgnoringCase(SECRET);
  }

  /// All that anybody sees of it.
  private String byTerminal(String verb) throws IOException {
    var words = new ArrayList<>(List.of(verb));
    inputs.forEach((name, value) -> words.add("--" + name + "=" + value));
    return run(words, environment);
  }

  private String bySteps() throws IOException {
    var job = new HashMap<>(environment);
    job.put("GITHUB_ACTIONS", "true");
    job.put("GITHUB_WORKSPACE", folder.toString());
    job.put("GITHUB_OUTPUT", Files.writeString(folder.resolve("outputs"), "").toString());
    job.put("GITHUB_STEP_SUMMARY", Files.writeString(folder.resolve("page"), "").toString());
    inputs.forEach((name, value) -> job.put("INPUT_" + name.toUpperCase(Locale.ROOT), value));
    var shown = run(List.of(), job);
    assertThat(shown).contains("::add-mask::");
    return shown.lines().filter(line -> !line.startsWith("::add-mask::")).toList()
        + Files.readString(folder.resolve("outputs"))
        + Files.readString(folder.resolve("page"));
  }

  private String run(List<String> words, Map<String, String> variables) throws IOException {
    out.reset();
    err.reset();
    var evidence = folder.resolve("ev.json");
    Files.deleteIfExists(evidence);
    var terminal = new Terminal(stream(out), stream(err), variables, folder, new Redactor());
    int code = new Application(terminal, () -> Instant.EPOCH).run(words);
    assertThat(code).isNotZero();
    return out.toString(StandardCharsets.UTF_8)
        + err.toString(StandardCharsets.UTF_8)
        + (Files.exists(evidence) ? Files.readString(evidence) : "");
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
