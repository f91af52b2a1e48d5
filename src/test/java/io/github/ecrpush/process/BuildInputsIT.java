package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.testing.TestEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Inputs that say what to build, told by what is in the image afterwards.
class BuildInputsIT {

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final Map<String, String> GITHUB =
      Map.of("GITHUB_ACTIONS", "true", "GITHUB_REPOSITORY", "octo/app", "GITHUB_SHA", COMMIT);

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder, "base");
  }

  @ParameterizedTest
  @EnumSource
  void arguments_target_and_labels_reach_the_image(TestEngine engine) throws Exception {
    var context =
        bench.context(
            """
            FROM busybox:local AS first
            ARG COLOUR=none
            ARG FROM_ENVIRONMENT=none
            ARG SPACED=none
            RUN echo "in it: $COLOUR, $FROM_ENVIRONMENT, $SPACED" >/file
            FROM first AS second
            RUN echo too far >/file
            """);
    var ended =
        bench
            .program(engine)
            .with("FROM_ENVIRONMENT", "red, green")
            .with(GITHUB)
            .run(
                bench.push(
                    context,
                    "inputs",
                    "--target",
                    "first",
                    "--build-args",
                    "COLOUR=blue\nFROM_ENVIRONMENT",
                    "--build-args",
                    "SPACED=a = b, c",
                    "--labels",
                    "team=paint, and more\nempty="))
            .expecting(0);
    assertThat(bench.registry().layers("app", ended.digest()))
        .contains("in it: blue, red, green, a = b, c")
        .doesNotContain("too far");
    var labels = bench.registry().config("app", ended.digest()).at("config").at("Labels");
    assertThat(labels.at("team").text()).contains("paint, and more");
    assertThat(labels.at("empty").text()).contains("");
    assertThat(labels.at("org.opencontainers.image.revision").text()).contains(COMMIT);
  }

  @ParameterizedTest
  @EnumSource
  void the_commit_that_github_names_is_the_tag_when_none_is_given(TestEngine engine)
      throws Exception {
    assertTagIsCommit(bench.program(engine).with(GITHUB), bench.contextOf("commit"));
  }

  @ParameterizedTest
  @EnumSource
  void the_commit_of_the_working_tree_is_the_tag_and_the_revision(TestEngine engine)
      throws Exception {
    var tree = Files.createTempDirectory(folder, "tree");
    var branch = tree.resolve(".git/refs/heads/main");
    Files.createDirectories(branch.getParent());
    Files.writeString(branch, COMMIT + "\n");
    Files.writeString(tree.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.createDirectories(tree.resolve(".git/objects"));
    var context = BuildFolder.with(tree, "FROM scratch\nCOPY file /\n", "file", "of a tree");
    var digest = assertTagIsCommit(bench.program(engine), context);
    var labels = bench.registry().config("app", digest).at("config").at("Labels");
    assertThat(labels.at("org.opencontainers.image.revision").text()).contains(COMMIT);
  }

  private static String assertTagIsCommit(Program program, Path context) throws Exception {
    var ended =
        program
            .run(
                "push",
                "--repository",
                "app",
                "--role-to-assume",
                bench.sandbox().role(),
                "--context",
                context.toString())
            .expecting(0);
    assertThat(ended.output("tag-names")).isEqualTo(COMMIT);
    bench.registry().assertHolds("app", ended.digest(), List.of(COMMIT));
    return ended.digest();
  }

  @ParameterizedTest
  @EnumSource
  void secrets_are_mounted_from_inputs_variables_and_files(TestEngine engine) throws Exception {
    var context =
        bench.context(
            """
            FROM busybox:local
            ARG NEW
            RUN --mount=type=secret,id=literal --mount=type=secret,id=variable \\
                --mount=type=secret,id=file \\
                cd /run/secrets && sha256sum literal variable file >/sums
            """);
    var program = bench.program(engine).with("HIDDEN", "from a variable");
    Files.write(program.work().resolve("hidden.bin"), new byte[] {0, 1, (byte) 0xff, '\n'});
    var ended =
        program
            .run(
                bench.push(
                    context,
                    "secrets",
                    "--build-args",
                    "NEW=" + System.nanoTime(),
                    "--secrets",
                    "literal=with = and, comma",
                    "--secret-envs",
                    "variable=HIDDEN",
                    "--secret-files",
                    "file=hidden.bin"))
            .expecting(0);
    assertThat(bench.registry().layers("app", ended.digest()))
        .contains(sum("with = and, comma".getBytes(StandardCharsets.UTF_8)))
        .contains(sum("from a variable".getBytes(StandardCharsets.UTF_8)))
        .contains(sum(new byte[] {0, 1, (byte) 0xff, '\n'}));
  }

  private static String sum(byte[] bytes) {
    return Digest.of(bytes).hex();
  }

  @ParameterizedTest
  @EnumSource
  void steps_come_from_the_cache_unless_told_otherwise(TestEngine engine) throws Exception {
    var context =
        bench.context("FROM busybox:local\nRUN cat /proc/sys/kernel/random/uuid >/made\n");
    var program = bench.program(engine);
    var first = program.run(bench.push(context, "cache-" + engine)).expecting(0);
    var cached = program.run(bench.push(context, "cache-" + engine)).expecting(0);
    assertThat(cached.err()).contains("CACHED");
    assertThat(cached.digest()).isEqualTo(first.digest());
    var anew = program.run(bench.push(context, "cache-" + engine, "--no-cache")).expecting(0);
    assertThat(anew.digest()).isNotEqualTo(first.digest());
    assertThat(anew.output("pushed")).isEqualTo("true");
  }

  @ParameterizedTest
  @EnumSource
  void the_network_of_steps_is_the_one_asked_for(TestEngine engine) throws Exception {
    var context =
        bench.context("FROM busybox:local\nRUN ls /sys/class/net | tr '\\n' , | tee /devices\n");
    var program = bench.program(engine);
    var none =
        program
            .run(bench.push(context, "none", "--network=none", "--no-cache", "--push=false"))
            .expecting(0);
    assertThat(none.err()).containsPattern("s lo,\\s");
    var host =
        program
            .run(bench.push(context, "host", "--network=host", "--no-cache", "--push=false"))
            .expecting(0);
    assertThat(devices(host)).isNotEqualTo(devices(none)).contains("lo");
  }

  private static List<String> devices(Ended ended) {
    return ended
        .err()
        .lines()
        .filter(line -> line.matches("#\\d+ [\\d.]+s .*,"))
        .flatMap(line -> List.of(line.split(" ", 3)[2].split(",", -1)).stream())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void a_base_image_in_the_registry_is_pulled_with_our_own_identity(TestEngine engine)
      throws Exception {
    var program = bench.program(engine);
    var base = bench.contextOf("of the base " + engine);
    var pushed =
        program
            .run(
                "push",
                "--repository",
                "base",
                "--role-to-assume",
                bench.sandbox().role(),
                "--context",
                base.toString(),
                "--tags",
                "base-" + engine)
            .expecting(0);
    var context =
        BuildFolder.with(
            folder, "FROM " + pushed.output("image-uri") + "\nCOPY own /own\n", "own", "our own");
    var ended = program.run(bench.push(context, "child-" + engine, "--pull")).expecting(0);
    assertThat(bench.registry().layers("app", ended.digest()))
        .contains("of the base " + engine)
        .contains("our own");
  }

  @ParameterizedTest
  @EnumSource
  void another_dockerfile_and_ignored_files_are_honoured(TestEngine engine) throws Exception {
    var context = bench.context("FROM scratch\nCOPY nothing /\n");
    Files.writeString(context.resolve("other.Dockerfile"), "FROM scratch\nCOPY . /\n");
    Files.writeString(context.resolve("other.Dockerfile.dockerignore"), "*\n!kept\n");
    Files.writeString(context.resolve("kept"), "the kept one");
    Files.writeString(context.resolve("dropped"), "the dropped one");
    var file = context.resolve("other.Dockerfile").toString();
    var ended =
        bench.program(engine).run(bench.push(context, "other", "--file", file)).expecting(0);
    assertThat(bench.registry().layers("app", ended.digest()))
        .contains("the kept one")
        .doesNotContain("the dropped one");
  }
}
