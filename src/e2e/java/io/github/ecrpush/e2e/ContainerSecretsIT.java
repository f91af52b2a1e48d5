package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.process.Eventually;
import io.github.ecrpush.process.PlantedSecrets;
import io.github.ecrpush.process.Processes;
import io.github.ecrpush.process.SandboxProcess;
import io.github.ecrpush.process.WireTap;
import io.github.ecrpush.testing.ActionImage;
import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Secrets that were planted, and those that GitHub and AWS handed out, are found nowhere around
/// the action's container, though somebody looks for a mistake.
class ContainerSecretsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String COMMAND_LINES = "::add-mask::";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void no_secret_is_left_around_a_container(TestEngine engine) throws Exception {
    var docker = Docker.on(engine, folder);
    var flags = List.of("--repository", "guide/api", "--listen", docker.bridge() + ":0");
    try (var sandbox = SandboxProcess.start(folder.resolve("sandbox"), flags);
        var tap = WireTap.before(sandbox)) {
      var literal = PlantedSecrets.fresh("literal");
      var inFile = PlantedSecrets.fresh("file");
      var password = PlantedSecrets.fresh("password");
      var externalId = PlantedSecrets.fresh("external");
      var proxy = PlantedSecrets.fresh("proxy");
      var canary = PlantedSecrets.fresh("canary");
      var seconds = "1." + ThreadLocalRandom.current().nextInt(100_000, 1_000_000_000);
      var repository =
          SampleRepository.in(folder)
              .changed(
                  "apps/api/Dockerfile",
                  "RUN chmod 755",
                  "RUN --mount=type=secret,id=a --mount=type=secret,id=b cat /run/secrets/* && echo "
                      + canary
                      + " && sleep "
                      + seconds
                      + " && chmod 755");
      Files.writeString(repository.folder().resolve("key.pem"), inFile);
      var inputs =
          Map.ofEntries(
              Map.entry("role-to-assume", sandbox.role()),
              Map.entry("role-chain", sandbox.role() + "-next"),
              Map.entry("role-external-id", externalId),
              Map.entry("http-proxy", "http://me:" + proxy + "@proxy.example:3128"),
              Map.entry("no-proxy", docker.bridge()),
              Map.entry("output-env-credentials", "true"),
              Map.entry("repository", "guide/api"),
              Map.entry("context", "apps/api"),
              Map.entry("secrets", "a=" + literal),
              Map.entry("secret-files", "b=key.pem"),
              Map.entry(
                  "registry-auth", "- registry: ghcr.io\n  username: me\n  password: " + password));
      var more = new HashMap<>(tap.environment());
      more.put("RUNNER_DEBUG", "1");
      more.put("GITHUB_STATE", "/github/file_commands/state");
      more.put("GITHUB_ENV", "/github/file_commands/env");
      var step = RunnerContainer.of(folder, engine, sandbox, repository, inputs, more);
      Files.createFile(step.files().resolve("_runner_file_commands/state"));
      var variables = Files.createFile(step.files().resolve("_runner_file_commands/env"));

      var running = step.start();
      Eventually.within(PATIENCE, () -> Processes.anyWith(seconds));
      var inside =
          Processes.environmentsIn(docker.run("inspect", "--format", "{{.Id}}", step.name()));
      var inspected = docker.run("inspect", step.name());
      var ended = running.await().expecting(0);

      var handedOut = PlantedSecrets.handedOut(tap);
      var planted =
          PlantedSecrets.handedOut(tap)
              .add(literal)
              .add(inFile)
              .add(password)
              .add(externalId)
              .add(proxy);
      var log = ended.withoutMasks() + ended.err();
      var exported = Files.readString(variables);
      assertThat(exported).contains(tap.heardBetween("<SecretAccessKey>", "<").getLast());
      Files.delete(variables);
      planted.assertNotIn(log, "the log");
      planted.assertNotUnder(step.files());
      handedOut.assertNotIn(inside, "a process in the container");
      handedOut.assertNotIn(inspected, "the container, as the engine describes it");
      var history = docker.run("history", "--no-trunc", ActionImage.on(engine));
      planted.assertNotIn(history, "the history of the action's image");
      var digest = step.outputs().of("digest");
      planted.assertNotIn(sandbox.view().configText("guide/api", digest), "the image");
      planted.assertNotIn(sandbox.view().layers("guide/api", digest), "its layers");

      // the same look finds what is there
      assertThat(log).contains(canary, "***");
      assertThat(inside).contains("INPUT_REPOSITORY=guide/api");
      assertThat(inspected).contains("INPUT_REPOSITORY=guide/api");
      assertThat(history).contains("/ecr-push/ecr-push.jar");
      assertThatThrownBy(() -> new PlantedSecrets().add(canary).assertNotIn(log, "the log"))
          .isInstanceOf(AssertionError.class);
      assertThat(ended.out()).contains(COMMAND_LINES + literal, COMMAND_LINES + inFile);
    }
  }
}
