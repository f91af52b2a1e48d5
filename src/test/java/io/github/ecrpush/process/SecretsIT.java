package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Secrets that were planted, and those that GitHub and AWS handed out, are found nowhere.
class SecretsIT {

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder);
  }

  @ParameterizedTest
  @EnumSource
  void no_secret_is_left_in_log_outputs_files_children_or_image(TestEngine engine)
      throws Exception {
    var literal = PlantedSecrets.fresh("literal");
    var variable = PlantedSecrets.fresh("variable");
    var inFile = PlantedSecrets.fresh("file");
    var password = PlantedSecrets.fresh("password");
    var file = Files.writeString(folder.resolve("secret-" + engine), inFile);
    try (var tap = WireTap.before(bench.sandbox())) {
      var program = bench.program(engine).with(tap.environment()).with("PLANTED", variable);
      var traces =
          Traces.of(
              program,
              bench.push(
                  bench.context(
                      """
                      FROM busybox:local
                      ARG NEW
                      RUN --mount=type=secret,id=a --mount=type=secret,id=b \\
                          --mount=type=secret,id=c cat /run/secrets/* | wc -c && sleep 1
                      """),
                  "planted-" + engine,
                  "--build-args",
                  "NEW=" + literal.hashCode(),
                  "--secrets",
                  "a=" + literal,
                  "--secret-envs",
                  "b=PLANTED",
                  "--secret-files",
                  "c=" + file,
                  "--registry-auth",
                  "- registry: ghcr.io\n  username: me\n  password: " + password + "\n"));

      var planted =
          PlantedSecrets.handedOut(tap)
              .add(bench.sandbox().variable("ACTIONS_ID_TOKEN_REQUEST_TOKEN"))
              .add(literal)
              .add(variable)
              .add(inFile)
              .add(password);
      traces.expecting(0).assertWithout(planted);
      var digest = traces.ended().digest();
      planted.assertNotIn(bench.registry().configText("app", digest), "the image");
      planted.assertNotIn(bench.registry().layers("app", digest), "the layers");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_step_that_prints_its_secrets_shows_stars(TestEngine engine) throws Exception {
    var literal = PlantedSecrets.fresh("shown");
    var variable = PlantedSecrets.fresh("shown");
    var inFile = PlantedSecrets.fresh("shown");
    var file = Files.writeString(folder.resolve("shown-" + engine), inFile + "\n");
    var ended =
        bench
            .program(engine)
            .with("PLANTED", variable)
            .run(
                bench.push(
                    bench.context(
                        """
                        FROM busybox:local
                        RUN --mount=type=secret,id=a --mount=type=secret,id=b \\
                            --mount=type=secret,id=c cd /run/secrets && cat a && echo && cat b \\
                            && echo && cat c && base64 a && exit 3
                        """),
                    "shown",
                    "--secrets",
                    "a=" + literal,
                    "--secret-envs",
                    "b=PLANTED",
                    "--secret-files",
                    "c=" + file))
            .expecting(4);
    var planted = new PlantedSecrets().add(literal).add(variable).add(inFile);
    planted.assertNotIn(ended.err(), "stderr");
    planted.assertNotIn(ended.out(), "stdout");
    assertThat(ended.err()).contains("***");
  }

  @Test
  void lasting_keys_are_used_with_a_warning_and_never_shown() throws Exception {
    var program =
        bench
            .program(TestEngine.GRAPH)
            .with("AWS_ACCESS_KEY_ID", SandboxProcess.KEY)
            .with("AWS_SECRET_ACCESS_KEY", SandboxProcess.KEY_SECRET);
    var ended =
        program
            .run(
                "push",
                "--repository",
                "app",
                "--context",
                bench.contextOf("by keys").toString(),
                "--tags",
                "keys")
            .expecting(0);
    assertThat(ended.err()).contains("Warning").containsAnyOf("OIDC", "OpenID Connect");
    var planted = new PlantedSecrets().add(SandboxProcess.KEY_SECRET);
    planted.assertNotIn(ended.out() + ended.err(), "the output");
    planted.assertNotUnder(program.home());
  }

  @Test
  void a_malformed_secret_is_refused_and_not_shown() throws Exception {
    var secret = PlantedSecrets.fresh("bare");
    var ended =
        bench
            .program(TestEngine.GRAPH)
            .run(bench.push(bench.contextOf("x"), "1", "--secrets", secret))
            .expecting(2);
    new PlantedSecrets().add(secret).assertNotIn(ended.out() + ended.err(), "the output");
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "check", "check policy"})
  void a_password_in_a_refused_address_is_not_shown(String verb) throws Exception {
    var secret = PlantedSecrets.fresh("bare");
    var words = new ArrayList<>(List.of(verb.split(" ")));
    words.addAll(List.of("--repository", "https://u:" + secret + "@example.com/app"));
    var ended = bench.program(TestEngine.GRAPH).run(words.toArray(String[]::new)).expecting(2);
    new PlantedSecrets().add(secret).assertNotIn(ended.out() + ended.err(), "the output");
  }
}
