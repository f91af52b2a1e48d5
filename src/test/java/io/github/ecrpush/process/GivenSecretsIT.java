package io.github.ecrpush.process;

import static io.github.ecrpush.process.PlantedSecrets.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Secrets that a workflow gives to the action, or asks it for, are found where they were asked for
/// and nowhere else, though somebody looks for a mistake. So are the contents of its policies.
class GivenSecretsIT {

  private static final String MASK = "::add-mask::";

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder);
  }

  @Test
  void keys_roles_policies_and_proxies_are_used_and_not_shown() throws Exception {
    var externalId = fresh("external");
    var password = fresh("password");
    var named = fresh("named");
    var sid = fresh("sid").replace("-", "");
    try (var tap = WireTap.before(bench.sandbox())) {
      var action = tapped("by-keys", tap).variable("HTTPS_PROXY", proxy(password));
      var policy = policy(action, "trust.json", sid, "sts:AssumeRoleWithWebIdentity");

      var traces =
          withKeys(action)
              .with("role-chain", bench.sandbox().role() + "-next")
              .with("role-external-id", externalId)
              .with("trust-policy", "trust.json")
              .with("http-proxy", proxy(named))
              .traces()
              .expecting(0);

      assertThat(tap.heardBetween("<AssumeRoleResult>", "<")).hasSize(2);
      Files.delete(policy);
      assertNowhere(
          new PlantedSecrets()
              .addAll(tap.heardBetween("<SecretAccessKey>", "<"))
              .addAll(tap.heardBetween("<SessionToken>", "<"))
              .add(SandboxProcess.KEY_SECRET)
              .add(externalId)
              .add(password)
              .add(named)
              .add(sid),
          action,
          traces);
      assertThat(traces.ended().out()).contains(MASK + SandboxProcess.KEY_SECRET, MASK + named);
    }
  }

  @Test
  void a_proxy_that_does_not_answer_is_told_without_its_password() throws Exception {
    var named = fresh("named");
    var action = action("by-proxy").variable("AWS_ENDPOINT_URL", "http://aws.example");

    var traces = withKeys(action).with("http-proxy", proxy(named)).traces().expecting(5);

    assertNowhere(new PlantedSecrets().add(SandboxProcess.KEY_SECRET).add(named), action, traces);
  }

  @Test
  void exports_stand_where_they_were_asked_for_and_nowhere_else() throws Exception {
    try (var tap = WireTap.before(bench.sandbox())) {
      var action = tapped("exports", tap);
      var variables = Files.createTempFile(action.program().folder(), "env", "");

      var traces =
          action
              .variable("GITHUB_ENV", variables.toString())
              .with("role-chain", bench.sandbox().role() + "-next")
              .with("output-env-credentials", "true")
              .with("export-docker-login", "true")
              .traces()
              .expecting(0);

      var login = action.program().home().resolve(".docker/config.json");
      var keys = tap.heardBetween("<SecretAccessKey>", "<");
      var tokens = tap.heardBetween("\"authorizationToken\":\"", "\"");
      var exported = Files.readString(variables);
      assertThat(keys).as("of the token, and of the chain").hasSize(2);
      assertThat(exported).contains(keys.getLast());
      assertThat(tokens).anySatisfy(token -> assertThat(Files.readString(login)).contains(token));
      new PlantedSecrets()
          .add(keys.getFirst())
          .addAll(tokens)
          .assertNotIn(exported, "the variables");
      new PlantedSecrets().addAll(keys).assertNotIn(Files.readString(login), "the login");

      Files.delete(login);
      assertNowhere(PlantedSecrets.handedOut(tap), action, traces);
      assertThat(traces.ended().out()).contains(MASK + keys.getLast());
    }
  }

  /// The second run finds what the first one left, and tells how it differs.
  @ParameterizedTest
  @CsvSource({"30,ecr:*", "40,ecr:BatchGetImage"})
  void what_stands_in_policies_goes_to_aws_and_nowhere_else(int kept, String allowed)
      throws Exception {
    var ofRepository = fresh("repository").replace("-", "");
    var ofSession = fresh("session").replace("-", "");
    var ofRule = fresh("rule");
    var action = action("policies-" + kept);
    var repositoryPolicy = policy(action, "repository.json", ofRepository, allowed);
    var lifecycle = action.program().work().resolve("lifecycle.json");
    Files.writeString(
        lifecycle,
        """
        {"rules": [{"rulePriority": 1, "description": "%s", "action": {"type": "expire"},
          "selection": {"tagStatus": "untagged", "countType": "imageCountMoreThan",
            "countNumber": %d}}]}
        """
            .formatted(ofRule, kept));

    var traces =
        action
            .with("create-repository", "sync")
            .with("repository-policy", "repository.json")
            .with("lifecycle-policy", "lifecycle.json")
            .with(
                "inline-session-policy",
                """
                {"Version": "2012-10-17", "Statement": [{"Sid": "%s", "Effect": "Allow",
                  "Action": "ecr:*", "Resource": "*"}]}
                """
                    .formatted(ofSession))
            .traces()
            .expecting(0);

    Files.delete(repositoryPolicy);
    Files.delete(lifecycle);
    assertNowhere(new PlantedSecrets().add(ofRepository).add(ofRule), action, traces);
    assertThat(traces.log().lines().filter(line -> line.contains(ofSession)))
        .as("the inputs are listed for who looks for a mistake")
        .allMatch(line -> line.startsWith("::debug::inline-session-policy: "));
    assertThat(Files.readString(action.output()) + Files.readString(action.summary()))
        .doesNotContain(ofSession);
    var held = folder.resolve("sandbox/data");
    for (var given : new String[] {ofRepository, ofRule}) {
      assertThatThrownBy(() -> new PlantedSecrets().add(given).assertNotUnder(held))
          .as("the same look finds what is there")
          .isInstanceOf(AssertionError.class);
    }
  }

  private static ActionProgram action(String tag) throws IOException {
    return ActionProgram.of(bench, TestEngine.GRAPH).building(tag).variable("RUNNER_DEBUG", "1");
  }

  private static ActionProgram tapped(String tag, WireTap tap) throws IOException {
    var action = action(tag);
    for (var variable : tap.environment().entrySet()) {
      action = action.variable(variable.getKey(), variable.getValue());
    }
    return action;
  }

  private static ActionProgram withKeys(ActionProgram action) {
    return action
        .with("aws-access-key-id", SandboxProcess.KEY)
        .with("aws-secret-access-key", SandboxProcess.KEY_SECRET);
  }

  private static Path policy(ActionProgram action, String file, String sid, String allowed)
      throws IOException {
    return Files.writeString(
        action.program().work().resolve(file),
        """
        {"Version": "2012-10-17", "Statement": [{"Sid": "%s", "Effect": "Allow",
          "Principal": "*", "Action": "%s"}]}
        """
            .formatted(sid, allowed));
  }

  private static String proxy(String password) {
    return "http://me:%s@127.0.0.1:9".formatted(password);
  }

  private static void assertNowhere(PlantedSecrets planted, ActionProgram action, Traces traces)
      throws IOException {
    traces.assertWithout(planted);
    planted.assertNotIn(Files.readString(action.output()), "the outputs");
    planted.assertNotIn(Files.readString(action.summary()), "the summary");
    if (traces.ended().exitCode() == 0) {
      var digest = action.outputs().getOrDefault("digest", "");
      planted.assertNotIn(bench.registry().configText(Bench.REPOSITORY, digest), "the image");
      planted.assertNotIn(bench.registry().layers(Bench.REPOSITORY, digest), "the layers");
    }
  }
}
