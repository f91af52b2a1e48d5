package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Three images of one file on real engines: `one` and `two` have the same context, and `top`
/// begins with `one`.
class ManyImagesIT {

  private static final String TOP =
      """
        top: {repository: top, context: top, build-contexts: {base: "image:one"}}
      """;
  private static final String ECR_PUSH =
      """
      evidence: evidence.json
      images:
        one: {repository: one, context: shared, file: shared/one.Dockerfile}
        two: {repository: two, context: shared, file: shared/two.Dockerfile}
      """;
  private static final String COMPOSE =
      """
      services:
        one:
          build: {context: shared, dockerfile: one.Dockerfile}
        two:
          build: {context: shared, dockerfile: two.Dockerfile}
        top:
          build: {context: top, additional_contexts: {base: "service:one"}}
      """;
  private static final int MEBIBYTE = 1 << 20;

  @TempDir static Path folder;
  private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder, "one", "two", "top");
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_shared_context_is_sent_once_and_a_second_run_finds_all_there(TestEngine engine)
      throws Exception {
    var program = program(engine, ECR_PUSH);
    Ended first;
    try (var tap = EngineTap.before(engine, folder.resolve(engine + ".sock"))) {
      first = push(program.with("DOCKER_HOST", tap.host()), "shared-" + engine).expecting(0);

      assertThat(tap.sent()).isBetween((long) MEBIBYTE, 3L * MEBIBYTE / 2);
    }

    assertThat(statuses(first))
        .containsOnly(Map.entry("one", "pushed"), Map.entry("two", "pushed"));
    for (var image : images(first).entrySet()) {
      bench
          .registry()
          .assertHolds(image.getKey(), digest(image.getValue()), List.of("shared-" + engine));
    }
    assertNothingIsLeft(engine);
    var again = push(program, "shared-" + engine).expecting(0);
    assertThat(statuses(again).values()).containsOnly("present");
    for (var image : images(again).values()) {
      assertThat(new EngineView(engine).hasImage(text(image, "imageid"))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecr-push.yml", "compose.yaml"})
  void an_image_is_built_once_and_the_other_begins_with_it(String file) throws Exception {
    var program = program(TestEngine.CONTAINERD, ECR_PUSH + TOP);
    var tag = file.replace('.', '-');

    var ended = push(program, tag, "--config", file, "--evidence", "evidence.json").expecting(0);

    assertThat(statuses(ended))
        .isEqualTo(Map.of("one", "pushed", "two", "pushed", "top", "pushed"));
    // `one` holds a random number: built twice, it would be another image
    assertThat(bench.registry().layers("top", tag)).startsWith(bench.registry().layers("one", tag));
    assertThat(bases(program, "top")).containsExactly("image:one");
    assertThat(ended.err()).contains("[context base] image:one");
    assertNothingIsLeft(TestEngine.CONTAINERD);
  }

  @Test
  void an_engine_that_knows_no_named_contexts_is_told_of() throws Exception {
    var program = program(TestEngine.GRAPH, ECR_PUSH + TOP);

    var ended = push(program, "unknown", "--fail-fast", "false").expecting(2);

    assertThat(images(ended).get("top"))
        .extracting(top -> top.at("failure").at("id").text().orElse(""))
        .isEqualTo("named-contexts-unknown");
    assertThat(statuses(ended)).containsEntry("two", "pushed");
    assertNothingIsLeft(TestEngine.GRAPH);
  }

  @Test
  void a_run_that_is_stopped_leaves_nothing_of_what_it_lent() throws Exception {
    var seconds = String.valueOf(ThreadLocalRandom.current().nextInt(100_000_000, 1_000_000_000));
    var program = program(TestEngine.CONTAINERD, ECR_PUSH + TOP);
    Files.writeString(
        program.work().resolve("top/Dockerfile"), "FROM base\nRUN sleep " + seconds + "\n");
    var running = program.start(words("stopped"));
    Eventually.within(Bench.PATIENCE, () -> Processes.anyWith(seconds));

    running.signal("TERM");
    var ended = running.await().expecting(143);

    assertThat(statuses(ended)).containsEntry("top", "cancelled");
    assertThat(bench.registry().has("top", "stopped")).isFalse();
    Eventually.within(Bench.PATIENCE, () -> !Processes.anyWith(seconds));
    assertNothingIsLeft(TestEngine.CONTAINERD);
  }

  @Test
  void only_what_changed_is_built_with_what_begins_with_it() throws Exception {
    var base =
        bench
            .program(TestEngine.CONTAINERD)
            .run(bench.push(bench.context("FROM busybox:local\n"), "base"))
            .expecting(0)
            .output("image-uri")
            .replaceAll("@.*", ":base");
    var program = program(TestEngine.CONTAINERD, ECR_PUSH + TOP);
    var one = program.work().resolve("shared/one.Dockerfile");
    Files.writeString(one, Files.readString(one).replace("busybox:local", base));
    pushChanged(program);
    assertThat(built(program)).containsExactly("one", "two", "top");

    pushChanged(program);
    assertThat(built(program)).isEmpty();

    Files.writeString(program.work().resolve("top/file"), "changed");
    pushChanged(program);
    assertThat(built(program)).containsExactly("top");
    assertThat(bases(program, "top")).containsExactly("image:one");

    var file = program.work().resolve("top/file");
    var time = Files.getLastModifiedTime(file);
    var layers = bench.registry().layers("top", "changed");
    Files.writeString(file, "CHANGED");
    Files.setLastModifiedTime(file, time); // so that BuildKit alone would not see it
    pushChanged(program);
    assertThat(bench.registry().layers("top", "changed")).isNotEqualTo(layers);

    Files.writeString(program.work().resolve("shared/more"), "changed");
    pushChanged(program);
    assertThat(built(program)).containsExactly("one", "two", "top");
    assertNothingIsLeft(TestEngine.CONTAINERD);
  }

  @ParameterizedTest
  @EnumSource
  void an_image_that_inherits_a_fingerprint_is_not_taken_for_its_base(TestEngine engine)
      throws Exception {
    var program = bench.program(engine);
    var base = bench.context("FROM busybox:local\nRUN echo base >/base\n");
    var first = program.run(bench.push(base, "base-1-" + engine, "--only-changed")).expecting(0);
    var begins = "FROM " + first.output("image-uri") + "\nRUN echo child >/child\n";
    var child = program.run(bench.push(bench.context(begins), "child-" + engine)).expecting(0);

    var again = program.run(bench.push(base, "base-2-" + engine, "--only-changed")).expecting(0);

    assertThat(again.output("digest")).isEqualTo(first.output("digest"));
    assertThat(child.output("digest")).isNotEqualTo(first.output("digest"));
  }

  private static void pushChanged(Program program) throws Exception {
    push(program, "changed", "--only-changed", "true").expecting(0);
  }

  @Test
  void annotations_are_on_the_manifest_where_a_store_has_one() throws Exception {
    var words =
        bench.push(
            bench.contextOf("annotated"),
            "annotated",
            "--annotations",
            """
            plain=1
            manifest:of-manifest=2
            index:of-index=3
            manifest-descriptor:of-manifest-descriptor=4
            index-descriptor:of-index-descriptor=5
            """);

    bench.program(TestEngine.CONTAINERD).run(words).expecting(0);
    var refused = bench.program(TestEngine.GRAPH).run(words).expecting(2);

    var manifest = Json.parse(bench.registry().manifest("app", "annotated"));
    assertThat(manifest.at("annotations").members().keySet())
        .contains("plain", "of-manifest")
        .doesNotContain("of-index", "of-manifest-descriptor", "of-index-descriptor");
    assertThat(refused.failure()).isEqualTo("annotations-unwritable");
  }

  /// A program whose workspace has the contexts, and files that name them.
  private static Program program(TestEngine engine, String file) throws IOException {
    var program = bench.program(engine);
    var work = program.work();
    Files.writeString(work.resolve("ecr-push.yml"), file);
    Files.writeString(work.resolve("compose.yaml"), COMPOSE);
    Files.createDirectory(work.resolve("shared"));
    Files.createDirectory(work.resolve("top"));
    var large = new byte[MEBIBYTE];
    new Random().nextBytes(large);
    Files.write(work.resolve("shared/large"), large);
    Files.writeString(
        work.resolve("shared/one.Dockerfile"),
        "FROM busybox:local\nCOPY large /\nRUN cat /proc/sys/kernel/random/uuid >/made\n");
    Files.writeString(work.resolve("shared/two.Dockerfile"), "FROM scratch\nCOPY large /two\n");
    Files.writeString(work.resolve("top/Dockerfile"), "FROM base\nCOPY . /top/\n");
    return program;
  }

  private static String[] words(String tag, String... more) {
    return Stream.concat(
            Stream.of("push", "--role-to-assume", bench.sandbox().role(), "--tags", tag),
            more.length > 0 && more[0].equals("--config")
                ? Stream.of(more)
                : Stream.concat(Stream.of("--config", "ecr-push.yml"), Stream.of(more)))
        .toArray(String[]::new);
  }

  private static Ended push(Program program, String tag, String... more)
      throws IOException, InterruptedException {
    return program.run(words(tag, more));
  }

  private static Map<String, JsonTree> images(Ended ended) {
    var images = new LinkedHashMap<String, JsonTree>();
    for (var image : Json.parse(ended.output("images")).elements()) {
      images.put(image.at("name").text().orElseThrow(), image);
    }
    return images;
  }

  private static Map<String, String> statuses(Ended ended) {
    var statuses = new LinkedHashMap<String, String>();
    images(ended).forEach((name, image) -> statuses.put(name, text(image, "status")));
    return statuses;
  }

  private static String digest(JsonTree image) {
    return text(image, "digest");
  }

  private static String text(JsonTree tree, String member) {
    return tree.at(member).text().orElseThrow();
  }

  private static JsonTree evidence(Program program) throws IOException {
    return Json.parse(Files.readString(program.work().resolve("evidence.json")));
  }

  /// What the machine did for each image, as the evidence has it.
  private static List<JsonTree> machine(Program program) throws IOException {
    return evidence(program).at("machine").at("images").elements();
  }

  private static List<String> built(Program program) throws IOException {
    return machine(program).stream()
        .filter(image -> !image.at("engine").isMissing())
        .map(image -> text(image, "name"))
        .toList();
  }

  /// What an image was made from, as the evidence has it.
  private static List<String> bases(Program program, String name) throws IOException {
    return evidence(program).at("images").elements().stream()
        .filter(image -> text(image, "name").equals(name))
        .flatMap(image -> image.at("bases").elements().stream())
        .map(base -> text(base, "image"))
        .toList();
  }

  private static void assertNothingIsLeft(TestEngine engine) throws IOException {
    assertThat(new EngineView(engine).names(bench.sandbox().registry())).isEmpty();
  }
}
