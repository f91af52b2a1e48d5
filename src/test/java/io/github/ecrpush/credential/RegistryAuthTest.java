package io.github.ecrpush.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.failure.FailureText;
import io.github.ecrpush.image.RegistryHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAuthTest {

  private static final RegistryHost GHCR = new RegistryHost("ghcr.io");
  private static final RegistryHost HUB = new RegistryHost("registry-1.docker.io");

  @Test
  void reads_the_list_that_login_action_reads() {
    var logins =
        RegistryAuth.parse(
            """
            # GitHub's own
            - registry: ghcr.io
              username: octocat   # who
              password: ghp#1:x

            - username: hub
              password: "a\\"b\\u00e9"
            """);

    assertThat(logins)
        .containsOnlyKeys(GHCR, HUB)
        .containsEntry(GHCR, login("octocat", "ghp#1:x"))
        .containsEntry(HUB, login("hub", "a\"bé"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- {registry: ghcr.io, username: u, password: hunter2}",
        "- {registy: ghcr.io, password: hunter2}",
        "{password: hunter2}",
        "ghcr.io: [{password: hunter2}, password, {password: []}]"
      })
  void knows_the_passwords_of_a_text_that_may_be_refused(String text) {
    assertThat(RegistryAuth.passwords(text)).containsExactly(new Secret("hunter2"));
    assertThat(RegistryAuth.passwords("- {")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- registry: ghcr.io\n  username: u\n  password: p",
        "  - registry: ghcr.io\n    username: u\n    password: p\n",
        "-   registry: ghcr.io\r\n    username: u\r\n    password: p\r\n",
        "---\n-\n  registry: ghcr.io\n  username: 'u'\n  password: 'p' # why\n",
        "- # first\n    registry: 'ghcr.io'\n\n    # and\n    username: u\n    password: \"p\"",
        "- password: |\n    p\n\n  username: u\n  registry: ghcr.io",
        "- password: |-\n        p\n  username: u\n  registry: https://GHCR.io/v2/",
        "[{\"registry\": \"ghcr.io\", \"username\": \"u\", \"password\": \"p\"}]",
      })
  void reads_every_way_to_write_a_login(String text) {
    assertThat(RegistryAuth.parse(text)).hasSize(1).containsEntry(GHCR, login("u", "p"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'it''s: # a'|it's: # a",
        "\"tab\\tdone\"|~tab\tdone~",
        "a#b|a#b",
        "-x|-x",
        "a:b|a:b",
        "12345|12345",
        "\"\\U0001F511\"|🔑",
        "'\\n'|\\n",
        "!!str 12|12",
        "~>\n    one\n    two~|one two",
        "~one\n    two~|one two",
      })
  void reads_values_as_yaml_does(String written, String read) {
    assertThat(password(written)).isEqualTo(read);
  }

  @Test
  void reads_a_password_of_several_lines() {
    var text =
        """
        - registry: eu.gcr.io
          username: _json_key
          password: |
            {
              "a": "#b"

            }
        - registry: ghcr.io
          username: u
          password: p
        """;
    assertThat(RegistryAuth.parse(text))
        .containsEntry(new RegistryHost("eu.gcr.io"), login("_json_key", "{\n  \"a\": \"#b\"\n\n}"))
        .containsKey(GHCR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker.io",
        "index.docker.io",
        "registry-1.docker.io",
        "https://index.docker.io/v1/",
        "''",
        "~"
      })
  void knows_docker_hub_by_all_its_names(String name) {
    assertThat(RegistryAuth.parse("- registry: " + name + "\n  username: u\n  password: p"))
        .containsOnlyKeys(HUB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "# nothing\n", "---", "[]"})
  void reads_nothing_as_no_login(String text) {
    assertThat(RegistryAuth.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1|~registry: hunter2~",
        "1|~hunter2~",
        "1|~-hunter2: x~",
        "1|~- hunter2~",
        "1|~- username:hunter2~",
        "1|~-~",
        "2|~- username: u\n    password: hunter2~",
        "2|~- username: u\n password: hunter2~",
        "2|~- username: u\npassword: hunter2~",
        "2|~- username: u\n\tpassword: hunter2~",
        "2|~- username: u\n  username: hunter2~",
        "3|~- username: u\n\n  password: [hunter2]~",
        "2|~- username: u\n  password: {a: hunter2}~",
        "2|~- username: u\n  password: *hunter2~",
        "4|~- username: u\n  password: |\n      a\n    hunter2~",
        "2|~- username: u\n  password: 'hunter2~",
        "2|~- username: u\n  password: \"hunter2~",
        "2|~- username: u\n  password: \"hunter2\" x~",
        "2|~- username: u\n  password: \"hunter2\\q\"~",
        "2|~- username: u\n  password: \"hunter2\\u00\"~",
        "2|~- username: u\n  password: \"hunter2\\UFFFFFFFF\"~",
        "2|~- username: u\n  password: \"hunter2\\~",
        "2|~- username: u\n  password: hunter2: x~",
        "3|~- username: u\n  password:\n    hunter2: x~",
        "3|~- username: u\n  password: hunter2\n---\n- username: hunter2~",
        "1|~[\"hunter2\"]~",
        "1|~[{\"password\": {\"hunter2\": 1}}]~",
      })
  void refuses_the_rest_of_yaml_by_line_and_repeats_no_value(int line, String text) {
    var said = refusal(text);
    assertThat(said).contains("registry-auth-unreadable", "at its line " + line + ".");
    assertThat(said).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "key-unknown|~- registry: ghcr.io\n  username: u\n  password: hunter2\n  ecr: auto~",
        "value-missing|~- registry: ghcr.io\n  password: hunter2~",
        "value-missing|~- registry: ghcr.io\n  username: hunter2\n  password:~",
        "registry-malformed|~- registry: hunter2 !\n  username: hunter2\n  password: hunter2~",
        "twice|~- username: u\n  password: p\n- registry: docker.io\n  username: u\n  password: p~",
      })
  void refuses_a_login_that_cannot_be_meant(String id, String text) {
    var said = refusal(text);
    assertThat(said).contains("(registry-auth-" + id + ", exit code 2)");
    assertThat(said).doesNotContain("hunter2");
  }

  private static String refusal(String text) {
    var thrown = catchThrowableOfType(FailureException.class, () -> RegistryAuth.parse(text));
    assertThat(thrown).isNotNull();
    assertThat(thrown).hasNoCause();
    return thrown.getMessage() + FailureText.of(thrown.failure());
  }

  private static String password(String written) {
    var logins = RegistryAuth.parse("- username: u\n  password: " + written);
    return logins.values().iterator().next().password().reveal();
  }

  private static RegistryCredential login(String username, String password) {
    return new RegistryCredential(username, new Secret(password));
  }
}
