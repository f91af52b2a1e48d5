package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.process.EngineView;
import io.github.ecrpush.process.SandboxProcess;
import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole way: two images are pushed, and what the deploy step is handed runs.
class PushWorkflowIT {

  @TempDir static Path folder;
  private static SandboxProcess sandbox;

  @BeforeAll
  static void start() throws Exception {
    sandbox = SandboxProcess.with(folder.resolve("sandbox"), "guide/api", "guide/web");
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @EnumSource
  void what_is_deployed_is_what_is_in_the_registry_and_it_works(TestEngine engine)
      throws Exception {
    var repository = SampleRepository.in(folder);
    var act = Act.on(engine, repository).against(sandbox);

    var run = act.push("push.yml").succeeded();

    var api = run.printed("outputs").json("api");
    var web = run.printed("outputs").json("web");
    var deployed = run.printed("deploy");
    assertIsInTheRegistry("guide/api", api, deployed.of("api"));
    assertIsInTheRegistry("guide/web", web, deployed.of("web"));
    assertThat(text(api, "tag-names")).isEqualTo(repository.commit() + "\nmain");
    assertThat(text(web, "tag-names")).isEqualTo(repository.commit());
    assertThat(label("guide/api", api, "title")).isEqualTo("api");
    assertThat(label("guide/api", api, "revision")).isEqualTo(repository.commit());
    assertThat(label("guide/web", web, "title")).isEqualTo("web");
    assertThatItWorks(engine, deployed.of("api"), deployed.of("web"));
    assertThat(new EngineView(engine).names(sandbox.registry())).isEmpty();
    assertTheSameAgainPushesNothing(act, run);
  }

  private static void assertIsInTheRegistry(String repository, JsonTree outputs, String deployed)
      throws Exception {
    var digest = text(outputs, "digest");
    var names = text(outputs, "tag-names").lines().toList();
    sandbox.view().assertHolds(repository, digest, names);
    assertThat(deployed).isEqualTo(sandbox.registry() + "/" + repository + "@" + digest);
    assertThat(text(outputs, "image-uri")).isEqualTo(deployed);
    assertThat(text(outputs, "tags").lines())
        .containsExactlyElementsOf(
            names.stream().map(tag -> sandbox.registry() + "/" + repository + ":" + tag).toList());
    var config = sandbox.view().config(repository, digest);
    var platform = text(config, "os") + "/" + text(config, "architecture");
    assertThat(text(outputs, "digests")).isEqualTo("{\"%s\":\"%s\"}", platform, digest);
    assertThat(text(outputs, "pushed")).isEqualTo("true");
  }

  private static String label(String repository, JsonTree outputs, String name) throws Exception {
    var config = sandbox.view().config(repository, text(outputs, "digest"));
    return text(config.at("config").at("Labels"), "org.opencontainers.image." + name);
  }

  private static void assertThatItWorks(TestEngine engine, String api, String web)
      throws Exception {
    var docker = Docker.on(engine, folder).loggedIn(sandbox);
    try (var server = DeployedImage.of(docker, api)) {
      assertThat(server.get("/cgi-bin/places?city=Paris").strip())
          .isEqualTo(
              "{\"version\":\"1.4.2\",\"city\":\"Paris\",\"places\":[\"Louvre\",\"Sainte-Chapelle\"]}");
    }
    try (var server = DeployedImage.of(docker, web)) {
      assertThat(server.get("/")).contains("<li><a href=\"Lyon.html\">Lyon</a></li>");
      assertThat(server.get("/Lyon.html")).contains("<p>Fourvière is best in the evening.</p>");
    }
  }

  private static void assertTheSameAgainPushesNothing(Act act, ActRun first) throws Exception {
    var before = sandbox.blobs();
    var second = act.push("push.yml").succeeded();
    assertThat(second.printed("deploy")).isEqualTo(first.printed("deploy"));
    for (var step : List.of("api", "web")) {
      assertThat(second.outputs(step).of("pushed")).isEqualTo("false");
    }
    assertThat(sandbox.blobs()).isEqualTo(before);
  }

  private static String text(JsonTree tree, String name) {
    return tree.at(name).text().orElse("");
  }
}
