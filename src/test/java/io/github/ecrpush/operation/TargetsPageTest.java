package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.sandbox.SandboxSettings;
import io.github.ecrpush.sandbox.SandboxWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/targets.md` shows does what it says: each of its steps is run, in their order, and
/// once more to see that there is nothing left to push.
class TargetsPageTest {

  private static final Path PAGE = Path.of("docs/targets.md");
  private static final String HOME = "123456789012";
  private static final String EVERYTHING =
      """
      "Policies": [{"PolicyName": "all", "PolicyDocument": {"Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": ["ecr:*", "sts:AssumeRole"], "Resource": "*"}]}}]
      """;

  @TempDir private Path folder;

  @Test
  void every_step_of_the_page_ends_well_and_pushes_nothing_the_second_time() throws IOException {
    writeAccounts();
    var settings =
        SandboxSettings.in(folder.resolve("data"))
            .withAccounts(SandboxWords.accounts(folder.resolve("iam"), HOME));
    var steps = PageSteps.of(PAGE);
    assertThat(steps).hasSize(3);

    try (var runs = SandboxRuns.with(settings, folder)) {
      for (var step : steps) {
        var commit = "a".repeat(40);
        assertThat(runs.push(commit, step).failures()).as("%s", step).isEmpty();

        var again = runs.push(commit, step);

        assertThat(again.outcomes())
            .as("%s", step)
            .extracting(ImageOutcome::status)
            .containsOnly(Status.PRESENT);
        assertThat(again.outcomes())
            .extracting(outcome -> outcome.image().orElseThrow().reference().digest())
            .containsOnly(again.outcomes().getFirst().image().orElseThrow().reference().digest());
      }
      assertThat(runs.push("b".repeat(40), steps.getLast()).failures())
          .extracting(failure -> failure.explanation().id())
          .containsExactly("tag-is-kept");
    }
  }

  private void writeAccounts() throws IOException {
    write(
        "123456789012/oidc-providers/github.json",
        """
        {"Url": "https://token.actions.githubusercontent.com",
         "ClientIdList": ["sts.amazonaws.com"]}
        """);
    write(
        "123456789012/roles/sandbox.json",
        """
        {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"Federated":
            "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {"StringLike": {
            "token.actions.githubusercontent.com:sub": "repo:octo/*"}}}]},
        %s}
        """
            .formatted(EVERYTHING));
    write(
        "210987654321/roles/publish.json",
        """
        {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"AWS": "arn:aws:iam::123456789012:role/sandbox"},
          "Action": "sts:AssumeRole"}]},
        %s}
        """
            .formatted(EVERYTHING));
  }

  private void write(String name, String text) throws IOException {
    var file = folder.resolve("iam").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
