package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets that a workflow gives to the action, or asks it for, are found where they were asked for
/// and nowhere else, though somebody looks for a mistake.
class GivenSecretsIT {

  private static final String MASK = "::add-mask::";

  @TempDir static Path folder;
  private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder);
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  private static String secret(String name) {
    return name + "-" + UUID.randomUUID();
  }

  @Test
  void keys_roles_policies_and_proxies_are_used_and_not_shown() throws Exception {
    var externalId = secret("external");
    var password = secret("password");
    var named = secret("named");
    var sid = secret("sid").replace("-", "");
    try (var tap = WireTap.before(bench.sandbox())) {
      var action = tapped(action("by-keys"), tap).variable("HTTPS_PROXY", proxy(password));
      Files.writeString(
          action.program().work().resolve("trust.json"),
          """
          {"Statement": [{"Sid": "%s", "Effect": "Allow", "Principal": {"Federated": "*"},
            "Action": "sts:AssumeRoleWithWebIdentity"}]}
          """
              .formatted(sid));

      var ended =
          action
              .with("aws-access-key-id", SandboxProcess.KEY)
              .with("aws-secret-access-key", SandboxProcess.KEY_SECRET)
              .with("role-chain", bench.sandbox().role() + "-next")
              .with("role-external-id", externalId)
              .with("trust-policy", "trust.json")
              .with("http-proxy", proxy(named))
              .run()
              .expecting(0);

      var planted =
          new PlantedSecrets()
              .addAll(tap.heardBetween("<SecretAccessKey>", "<"))
              .addAll(tap.heardBetween("<SessionToken>", "<"))
              .add(SandboxProcess.KEY_SECRET)
              .add(externalId)
              .add(password)
              .add(named)
              .add(sid);
      assertThat(tap.heardBetween("<AssumeRoleResult>", "<")).hasSize(2);
      planted.assertNotIn(withoutMasks(ended.out()) + ended.err(), "the log");
      Files.delete(action.program().work().resolve("trust.json"));
      assertNotUnderAnyOf(planted, action);
      assertThat(ended.out()).contains(MASK + SandboxProcess.KEY_SECRET, MASK + named);
    }
  }

  @Test
  void a_proxy_that_does_not_answer_is_told_without_its_password() throws Exception {
    var named = secret("named");
    var action = action("by-proxy").variable("AWS_ENDPOINT_URL", "http://aws.example");

    var ended =
        action
            .with("aws-access-key-id", SandboxProcess.KEY)
            .with("aws-secret-access-key", SandboxProcess.KEY_SECRET)
            .with("http-proxy", proxy(named))
            .run()
            .expecting(5);

    var planted = new PlantedSecrets().add(SandboxProcess.KEY_SECRET).add(named);
    planted.assertNotIn(withoutMasks(ended.out()) + ended.err(), "the log");
    assertNotUnderAnyOf(planted, action);
  }

  @Test
  void exports_stand_where_they_were_asked_for_and_nowhere_else() throws Exception {
    try (var tap = WireTap.before(bench.sandbox())) {
      var action = tapped(action("exports"), tap);
      var variables = Files.createTempFile(action.program().folder(), "env", "");

      var ended =
          action
              .variable("GITHUB_ENV", variables.toString())
              .with("output-env-credentials", "true")
              .with("export-docker-login", "true")
              .run()
              .expecting(0);

      var login = action.program().home().resolve(".docker/config.json");
      var secrets = tap.heardBetween("<SecretAccessKey>", "<");
      var tokens = tap.heardBetween("\"authorizationToken\":\"", "\"");
      var exported = Files.readString(variables);
      var key = secrets.stream().filter(exported::contains).findFirst();
      assertThat(key).isPresent();
      assertThat(tokens).anySatisfy(token -> assertThat(Files.readString(login)).contains(token));
      PlantedSecrets.handedOut(tap).assertNotIn(Files.readString(action.output()), "the outputs");
      new PlantedSecrets().addAll(tokens).assertNotIn(exported, "the variables");
      new PlantedSecrets().addAll(secrets).assertNotIn(Files.readString(login), "the login");

      var planted = PlantedSecrets.handedOut(tap);
      planted.assertNotIn(withoutMasks(ended.out()) + ended.err(), "the log");
      assertThat(ended.out()).contains(MASK + key.get());
      Files.delete(login);
      assertNotUnderAnyOf(planted, action);
    }
  }

  private static ActionProgram action(String tag) throws IOException {
    var action =
        ActionProgram.of(bench, TestEngine.GRAPH).with("tags", tag).variable("RUNNER_DEBUG", "1");
    var work = action.program().work();
    Files.writeString(work.resolve("Dockerfile"), "FROM scratch\nCOPY file /file\n");
    Files.writeString(work.resolve("file"), tag);
    return action;
  }

  private static String proxy(String password) {
    return "http://me:%s@127.0.0.1:9".formatted(password);
  }

  private static ActionProgram tapped(ActionProgram action, WireTap tap) {
    var sandbox = bench.sandbox();
    return action
        .variable("AWS_ENDPOINT_URL", tap.through(sandbox.variable("AWS_ENDPOINT_URL")))
        .variable(
            "ACTIONS_ID_TOKEN_REQUEST_URL",
            tap.through(sandbox.variable("ACTIONS_ID_TOKEN_REQUEST_URL")));
  }

  private static void assertNotUnderAnyOf(PlantedSecrets planted, ActionProgram action)
      throws IOException {
    var program = action.program();
    for (var place : List.of(program.home(), program.temporary(), program.work())) {
      planted.assertNotUnder(place);
    }
    planted.assertNotIn(Files.readString(action.output()), "the outputs");
    planted.assertNotIn(Files.readString(action.summary()), "the summary");
  }

  /// A mask is told to the runner in the log, which takes the line out.
  private static String withoutMasks(String log) {
    return log.replaceAll("(?m)^" + MASK + ".*\n", "");
  }
}
