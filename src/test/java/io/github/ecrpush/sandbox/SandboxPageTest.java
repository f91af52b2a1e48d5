package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.sandbox.shape.EcrInputs;
import io.github.ecrpush.testing.PlainHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/sandbox.md` says that the sandbox answers.
class SandboxPageTest {

  private static final Pattern CALL = Pattern.compile("`([A-Z][A-Za-z]+)`");

  @Test
  void lists_every_call_of_ecr() throws IOException {
    assertThat(listed("ECR")).containsExactlyElementsOf(EcrInputs.operations());
  }

  @Test
  void lists_calls_of_sts_and_iam_that_are_answered(@TempDir Path data) throws IOException {
    try (var sandbox = Sandbox.start(SandboxSettings.in(data), InstantSource.system())) {
      var session = new SandboxClient(sandbox).session();
      var unknown = "<Code>InvalidAction</Code>";

      assertThat(listed("STS")).hasSize(3);
      for (var call : listed("STS")) {
        assertThat(toSts(sandbox, call)).doesNotContain(unknown);
      }
      assertThat(toSts(sandbox, "GetSessionToken")).contains(unknown);
      assertThat(listed("IAM")).hasSize(4);
      for (var call : listed("IAM")) {
        assertThat(SignedQuery.toIam(sandbox.address(), session, "Action=" + call).text())
            .doesNotContain(unknown);
      }
      assertThat(SignedQuery.toIam(sandbox.address(), session, "Action=ListRoles").text())
          .contains(unknown);
    }
  }

  private static String toSts(Sandbox sandbox, String action) throws IOException {
    return PlainHttp.send(
            "POST",
            sandbox.address() + "/",
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            ("Action=" + action + "&Version=2011-06-15").getBytes(StandardCharsets.UTF_8))
        .text();
  }

  /// The calls in the row of a service.
  private static List<String> listed(String service) throws IOException {
    try (var lines = Files.lines(Path.of("docs/sandbox.md"))) {
      var row = lines.filter(line -> line.startsWith("| " + service + " | ")).findFirst();
      return CALL.matcher(row.orElseThrow()).results().map(match -> match.group(1)).toList();
    }
  }
}
