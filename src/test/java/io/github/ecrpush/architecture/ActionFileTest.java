package io.github.ecrpush.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.report.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `action.yml` has the inputs and outputs that are declared, in their order and words.
///
/// Run with `-Dgolden.update=true` to write it anew; then `make docs` writes the pages from it.
class ActionFileTest {

  private static final Path FILE = Path.of("action.yml");

  /// What only a workflow can put in.
  private static final Map<Input, String> EXPRESSIONS =
      Map.of(Input.GITHUB_TOKEN, "${{ github.token }}");

  private static final String HEAD =
      """
      name: Push to Amazon ECR
      description: Builds images with BuildKit and pushes them to Amazon ECR with an OIDC token, in one step.
      author: The ecr-push-action authors
      branding:
        icon: upload-cloud
        color: orange

      inputs:
        command:
          description: "What to do: `push`, or `check`, which only says what a push would meet."
          default: "push"
      """;

  private static final String FOOT =
      """

      runs:
        using: docker
        image: Dockerfile
      """;

  @Test
  void the_action_file_says_what_is_declared() throws IOException {
    var text = new StringBuilder(HEAD);
    for (var input : Input.values()) {
      entry(text, input.key(), input.description() + variables(input));
      var standard = EXPRESSIONS.getOrDefault(input, input.standard());
      if (!standard.isEmpty()) {
        text.append("    default: ").append(quoted(standard)).append('\n');
      }
    }
    text.append("\noutputs:\n");
    for (var output : Output.values()) {
      entry(text, output.key(), output.description());
    }
    text.append(FOOT);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(FILE, text);
    }

    assertThat(FILE)
        .as("write it anew with script/mvn test -Dgolden.update=true")
        .hasContent(text.toString());
  }

  private static String variables(Input input) {
    var names =
        input.variables().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : " Where it is not given: " + names + ".";
  }

  private static void entry(StringBuilder text, String name, String description) {
    text.append("  ").append(name).append(":\n");
    text.append("    description: ").append(quoted(description)).append('\n');
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
