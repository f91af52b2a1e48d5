package io.github.ecrpush.process;

import static io.github.ecrpush.process.PlantedSecrets.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets that are given to a run of several images, by its file, its inputs and its variables,
/// are not in what outlives the run: evidence, summary, outputs, labels and annotations.
///
/// Build arguments are in the images, where everybody puts them who gives one; elsewhere they are
/// not either, when they look like secrets.
class ManySecretsIT {

  private static final String FILE =
      """
      fail-fast: false
      evidence: evidence.json
      defaults:
        tags: ${TAG}
        secret-envs: [npm=BUILD_SECRET]
        build-args:
          NPM_TOKEN: ${NAMED}
          DATABASE: postgres://me:${PASSWORD}@db.example/shop
          PLAIN: ${LOOKING}
      images:
        api: {repository: app, context: api}
        web: {repository: other, context: web}
        job: {repository: third, context: job}
      """;

  private static final String USES =
      """
      FROM busybox:local
      ARG NPM_TOKEN
      ARG DATABASE
      ARG PLAIN
      WORKDIR /$NPM_TOKEN
      """;

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder, "other", "third");
  }

  /// What is looked for.
  ///
  /// @param given nobody may show it, not even the log
  /// @param arguments of builds
  private record Planted(PlantedSecrets given, PlantedSecrets arguments) {}

  private static final class Plan {
    private final String named = fresh("named");
    private final String password = fresh("password");
    private final String looking = "ghp_" + fresh("x").replace("-", "");
    private final String secret = fresh("secret");
    private final String registry = fresh("registry");
    private final String token = "ghs_" + fresh("t").replace("-", "");
    private final String literal = fresh("literal");

    ActionProgram on(ActionProgram action) {
      return action
          .variable("NAMED", named)
          .variable("PASSWORD", password)
          .variable("LOOKING", looking)
          .variable("BUILD_SECRET", secret)
          .variable("RUNNER_DEBUG", "1")
          .with("repository", "")
          .with("config", "ecr-push.yml")
          .with("github-token", token)
          .with("secrets", "literal=" + literal)
          .with(
              "registry-auth",
              "- registry: ghcr.io\n  username: me\n  password: " + registry + "\n");
    }

    Planted planted(PlantedSecrets handedOut) {
      return new Planted(
          handedOut.add(secret).add(registry).add(token).add(literal),
          new PlantedSecrets().add(named).add(password).add(looking));
    }
  }

  @Test
  void a_run_that_went_well_shows_none() throws Exception {
    try (var tap = WireTap.before(bench.sandbox())) {
      var action = action("well", "RUN --mount=type=secret,id=npm wc -c /run/secrets/npm", "");
      for (var variable : tap.environment().entrySet()) {
        action = action.variable(variable.getKey(), variable.getValue());
      }
      var plan = new Plan();

      var traces = plan.on(action).traces().expecting(0);

      var planted =
          plan.planted(
              PlantedSecrets.handedOut(tap)
                  .add(bench.sandbox().variable("ACTIONS_ID_TOKEN_REQUEST_TOKEN")));
      assertNowhere(planted, action, traces);
      for (var repository : List.of("app", "other", "third")) {
        var manifest =
            new String(bench.registry().manifest(repository, "well"), StandardCharsets.UTF_8);
        var labels = bench.registry().config(repository, "well").at("config").at("Labels");
        assertThat(labels.members()).isNotEmpty();
        planted.arguments().assertNotIn(manifest + labels, "labels and annotations");
        planted.given().assertNotIn(manifest, "the manifest");
        planted.given().assertNotIn(bench.registry().configText(repository, "well"), "the image");
      }
    }
  }

  @Test
  void a_run_that_failed_shows_none() throws Exception {
    var action =
        action(
                "ill",
                "RUN --mount=type=secret,id=npm cat /run/secrets/npm && echo \"$NPM_TOKEN $DATABASE\""
                    + " && echo $PLAIN && exit 3",
                "COPY $NPM_TOKEN /there")
            .with("aws-access-key-id", SandboxProcess.KEY)
            .with("aws-secret-access-key", SandboxProcess.KEY_SECRET);
    var plan = new Plan();

    var traces = plan.on(action).traces().expecting(4);

    assertNowhere(
        plan.planted(new PlantedSecrets().add(SandboxProcess.KEY_SECRET)), action, traces);
    var images = Json.parse(action.outputs().getOrDefault("images", "")).elements();
    assertThat(images)
        .extracting(image -> image.at("status").text().orElseThrow())
        .containsExactly("pushed", "failed", "failed");
    assertThat(images.getLast().at("failure").toString()).contains("***");
  }

  /// Three images of one file, the last two of which do this as well.
  private static ActionProgram action(String tag, String second, String third) throws IOException {
    var action = ActionProgram.of(bench, TestEngine.CONTAINERD).variable("TAG", tag);
    var work = action.program().work();
    Files.writeString(work.resolve("ecr-push.yml"), FILE);
    image(work.resolve("api"), "RUN echo " + tag + " >/made");
    image(work.resolve("web"), second);
    image(work.resolve("job"), third);
    return action;
  }

  private static void image(Path context, String more) throws IOException {
    Files.createDirectory(context);
    Files.writeString(context.resolve("Dockerfile"), USES + more + "\n");
  }

  private static void assertNowhere(Planted planted, ActionProgram action, Traces traces)
      throws IOException {
    var outputs = Files.readString(action.output());
    var summary = Files.readString(action.summary());
    var evidence = Files.readString(action.program().work().resolve("evidence.json"));
    assertThat(outputs).contains("evidence-file");
    assertThat(summary).isNotEmpty();
    assertThat(evidence).contains("\"redacted\":true");
    traces.assertWithout(planted.given());
    for (var secrets : List.of(planted.given(), planted.arguments())) {
      secrets.assertNotIn(outputs, "the outputs");
      secrets.assertNotIn(summary, "the summary");
      secrets.assertNotIn(evidence, "the evidence");
    }
  }
}
