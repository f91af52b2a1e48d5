package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.testing.TestEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Images on their way into the registry: what is handed on is what is there.
class PushIT {

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder);
  }

  @ParameterizedTest
  @EnumSource
  void the_digest_is_that_of_the_bytes_in_the_registry(TestEngine engine) throws Exception {
    var tags = List.of("one-" + engine, "two-" + engine, "three-" + engine);
    var program = bench.program(engine);
    var ended =
        program.run(bench.push(bench.contextOf("tags"), String.join(",", tags))).expecting(0);
    bench.registry().assertHolds("app", ended.digest(), tags);
    assertThat(ended.output("digests")).isEqualTo("{\"linux/amd64\":\"" + ended.digest() + "\"}");
    var config = bench.registry().configText("app", ended.digest());
    assertThat(Digest.of(config.getBytes(StandardCharsets.UTF_8)))
        .hasToString(ended.output("imageid"));
    assertThat(bench.registry().layers("app", ended.digest())).contains("tags");
    assertThat(new EngineView(engine).names(bench.sandbox().registry())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void the_same_again_pushes_nothing_and_says_the_same(TestEngine engine) throws Exception {
    var context = bench.contextOf("again");
    var first = bench.program(engine).run(bench.push(context, "again-" + engine)).expecting(0);
    var before = bench.sandbox().blobs();
    var second = bench.program(engine).run(bench.push(context, "again-" + engine)).expecting(0);
    assertThat(second.output("pushed")).isEqualTo("false");
    assertThat(second.image().at("status").text()).contains("present");
    assertThat(withoutWhatTellsThemApart(second)).isEqualTo(withoutWhatTellsThemApart(first));
    assertThat(bench.sandbox().blobs()).isEqualTo(before);
  }

  private static Map<String, String> withoutWhatTellsThemApart(Ended ended) {
    var outputs = new LinkedHashMap<>(ended.outputs());
    outputs.remove("pushed");
    outputs.remove("images");
    return outputs;
  }

  @ParameterizedTest
  @EnumSource
  void another_content_is_another_digest_and_the_tag_follows(TestEngine engine) throws Exception {
    var context = bench.contextOf("before");
    var program = bench.program(engine);
    var before = program.run(bench.push(context, "moving-" + engine)).expecting(0);
    Files.writeString(context.resolve("file"), "after");
    var after = program.run(bench.push(context, "moving-" + engine)).expecting(0);
    assertThat(after.digest()).isNotEqualTo(before.digest());
    assertThat(after.output("pushed")).isEqualTo("true");
    bench.registry().assertHolds("app", after.digest(), List.of("moving-" + engine));
    bench.registry().assertHolds("app", before.digest(), List.of());
  }

  @ParameterizedTest
  @EnumSource
  void a_new_tag_of_an_image_that_is_there_has_its_digest(TestEngine engine) throws Exception {
    var context = bench.contextOf("more tags");
    var program = bench.program(engine);
    var first = program.run(bench.push(context, "old-" + engine)).expecting(0);
    var tags = List.of("old-" + engine, "new-" + engine);
    var second = program.run(bench.push(context, String.join(",", tags))).expecting(0);
    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(second.output("pushed")).isEqualTo("true");
    bench.registry().assertHolds("app", second.digest(), tags);
  }

  @ParameterizedTest
  @EnumSource
  void a_push_without_tls_does_not_wait_for_the_runtimes_certificates(TestEngine engine)
      throws Exception {
    var log = folder.resolve("classes-" + engine);
    bench
        .program(engine)
        .with("JDK_JAVA_OPTIONS", "-Xlog:class+init=info:file=" + log)
        .run(bench.push(bench.contextOf("certificates"), "certificates-" + engine))
        .expecting(0);
    assertThat(Files.readString(log))
        .contains("'sun/security/ssl/SSLContextImpl'")
        .doesNotContain("'sun/security/ssl/TrustStoreManager'");
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_pushed_when_only_a_build_is_asked_for(TestEngine engine) throws Exception {
    var before = bench.sandbox().blobs();
    var context = bench.contextOf("only built");
    var ended =
        bench.program(engine).run(bench.push(context, "built", "--push=false")).expecting(0);
    assertThat(ended.output("pushed")).isEqualTo("false");
    assertThat(ended.output("imageid")).matches("sha256:[0-9a-f]{64}");
    assertThat(ended.outputs()).doesNotContainKeys("digest", "image-uri");
    assertThat(ended.image().at("status").text()).contains("skipped");
    assertThat(bench.sandbox().blobs()).isEqualTo(before);
    assertThat(bench.registry().has("app", "built")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void a_dry_run_builds_and_pushes_nothing(TestEngine engine) throws Exception {
    var before = bench.sandbox().blobs();
    var context = bench.context("FROM busybox:local\nRUN echo never >/never\n");
    var ended = bench.program(engine).run(bench.push(context, "dry", "--dry-run")).expecting(0);
    assertThat(ended.err()).doesNotContain("RUN echo").contains("dry run").contains("app:dry");
    assertThat(ended.output("pushed")).isEqualTo("false");
    assertThat(bench.sandbox().blobs()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void a_login_that_is_given_pushes_without_aws(TestEngine engine) throws Exception {
    var login = bench.registry().login();
    var password = new String(Base64.getDecoder().decode(login), StandardCharsets.UTF_8);
    var context = bench.contextOf("no aws");
    var tag = "given-" + engine;
    var ended =
        Program.in(Files.createTempDirectory(folder, "run"))
            .on(engine)
            .run(
                "push",
                "--registry",
                bench.sandbox().registry(),
                "--repository",
                "app",
                "--context",
                context.toString(),
                "--tags",
                tag,
                "--registry-auth",
                "- registry: %s\n  username: AWS\n  password: %s\n"
                    .formatted(bench.sandbox().registry(), password.substring("AWS:".length())))
            .expecting(0);
    assertThat(ended.output("pushed")).isEqualTo("true");
    bench.registry().assertHolds("app", ended.digest(), List.of(tag));
    assertThat(ended.err()).doesNotContain(password.substring("AWS:".length()));
  }
}
