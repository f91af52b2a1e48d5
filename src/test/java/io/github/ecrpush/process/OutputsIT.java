package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.testing.GitClient;
import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a push prints on standard output, which scripts read.
class OutputsIT {

  private static final String[] NAMES = {
    "digest",
    "image-uri",
    "tags",
    "tag-names",
    "repository",
    "repository-uri",
    "registry",
    "region",
    "account-id",
    "digests",
    "imageid",
    "pushed",
    "metadata",
    "version",
    "labels",
    "annotations",
    "json",
    "images",
  };

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder);
  }

  @ParameterizedTest
  @EnumSource
  void outputs_are_lines_and_nothing_else(TestEngine engine) throws Exception {
    var ended = push(engine, "lines-a-" + engine + ",lines-b-" + engine).expecting(0);
    var outputs = ended.outputs();
    var uri = bench.sandbox().registry() + "/app";
    assertThat(outputs).containsOnlyKeys(NAMES);
    assertThat(outputs)
        .containsEntry("image-uri", uri + "@" + ended.digest())
        .containsEntry("tags", "%1$s:lines-a-%2$s\n%1$s:lines-b-%2$s".formatted(uri, engine))
        .containsEntry("tag-names", "lines-a-%1$s\nlines-b-%1$s".formatted(engine))
        .containsEntry("repository", "app")
        .containsEntry("repository-uri", uri)
        .containsEntry("registry", bench.sandbox().registry())
        .containsEntry("region", "eu-west-1")
        .containsEntry("account-id", "123456789012")
        .containsEntry("pushed", "true");
    assertThat(ended.digest()).matches("sha256:[0-9a-f]{64}");
    assertThat(ended.output("imageid")).matches("sha256:[0-9a-f]{64}");
    assertThat(ended.err()).contains("#1 ").doesNotContain("image-uri=");
  }

  @ParameterizedTest
  @EnumSource
  void json_is_one_object_with_the_same_names_and_real_types(TestEngine engine) throws Exception {
    var ended =
        push(engine, "json-a-" + engine + ",json-b-" + engine, "--output", "json").expecting(0);
    assertThat(ended.out().lines()).hasSize(1);
    var json = Json.parse(ended.out());
    assertThat(json.members()).containsOnlyKeys(NAMES);
    assertThat(json.at("pushed").truth()).contains(true);
    assertThat(json.at("tags").elements()).hasSize(2);
    assertThat(json.at("tag-names").elements().getFirst().text()).contains("json-a-" + engine);
    assertThat(json.at("digests").isObject()).isTrue();
    assertThat(json.at("metadata").isObject()).isTrue();
    var digest = json.at("digest").text().orElseThrow();
    assertThat(json.at("digests").members().values().stream().map(each -> each.text().orElse("")))
        .containsExactly(digest);
    assertThat(json.at("metadata").at("containerimage.digest").text()).contains(digest);
    var image = json.at("images").elements().getFirst();
    assertThat(image.at("status").text()).contains("pushed");
    assertThat(image.at("name").text()).contains("app");
    assertThat(image.at("digest").text()).contains(digest);
    assertThat(image.at("tags").isArray()).isTrue();
    assertThat(image.at("failure").isMissing()).isTrue();
  }

  @Test
  void both_forms_say_the_same() throws Exception {
    push(TestEngine.GRAPH, "same").expecting(0);
    var lines = push(TestEngine.GRAPH, "same").expecting(0).outputs();
    var json = Json.parse(push(TestEngine.GRAPH, "same", "--output", "json").expecting(0).out());
    json.members()
        .forEach((name, value) -> {
          if (name.equals("labels")) { // one a line as text
            value
                .members()
                .forEach((label, said) ->
                    assertThat(lines.get(name)).contains(label + "=" + said.text().orElse("")));
            return;
          }
          var text =
              value.isArray() && !name.equals("images")
                  ? value.elements().stream()
                      .map(each -> each.text().orElse(""))
                      .collect(Collectors.joining("\n"))
                  : value.text().orElseGet(() -> Json.write(value));
          assertThat(lines).containsEntry(name, text);
        });
  }

  @ParameterizedTest
  @EnumSource
  void a_failed_push_says_what_is_true_already(TestEngine engine) throws Exception {
    var context = bench.context("FROM busybox:local\nRUN exit 7\n");
    var program = bench.program(engine);
    var ended = program.run(bench.push(context, "failed")).expecting(4);
    assertThat(ended.outputs())
        .containsEntry("repository", "app")
        .containsEntry("pushed", "false")
        .doesNotContainKeys("digest", "image-uri", "tags");
    assertThat(ended.image().at("status").text()).contains("failed");
    var failure = ended.image().at("failure");
    assertThat(failure.members()).containsOnlyKeys("id", "what", "why", "fix");
    assertThat(failure.at("id").text()).contains("build-step-failed");

    var json = program.run(bench.push(context, "failed", "--output", "json")).expecting(4);
    assertThat(Json.parse(json.out()).at("pushed").truth()).contains(false);
    assertThat(
            Json.parse(json.out())
                .at("images")
                .elements()
                .getFirst()
                .at("failure")
                .at("what")
                .text())
        .isPresent();
  }

  @Test
  void a_file_of_images_says_where_the_evidence_of_the_run_goes() throws Exception {
    var program = bench.program(TestEngine.GRAPH);
    var work = program.work();
    Files.writeString(work.resolve("Dockerfile"), "FROM scratch\nCOPY Dockerfile /file\n");
    Files.writeString(
        work.resolve("ecr-push.yml"), "evidence: out.json\nimages: {app: {tags: evidence}}\n");

    var ended =
        program
            .run("push", "--config", "ecr-push.yml", "--role-to-assume", bench.sandbox().role())
            .expecting(0);

    assertThat(ended.outputs()).containsEntry("evidence-file", "out.json");
    var document = Json.parse(Files.readString(work.resolve("out.json")));
    var target = document.at("images").elements().getFirst().at("targets").elements().getFirst();
    assertThat(target.at("digest").text()).contains(ended.digest());
  }

  @Test
  void a_push_of_what_was_not_committed_says_so() throws Exception {
    GitClient.assume();
    var context = bench.contextOf("committed");
    GitClient.git(context, "init", "--quiet");
    GitClient.git(context, "add", "--all");
    GitClient.git(context, "commit", "--quiet", "--message", "One");
    Files.writeString(context.resolve("file"), "changed since");

    var ended = bench.program(TestEngine.GRAPH).run(bench.push(context, "dirty")).expecting(0);

    assertThat(ended.err())
        .contains("changes that the commit in the labels does not have: `file`.");
  }

  private static Ended push(TestEngine engine, String tags, String... more)
      throws IOException, InterruptedException {
    var context = bench.contextOf("the same for all");
    return bench.program(engine).run(bench.push(context, tags, more));
  }
}
