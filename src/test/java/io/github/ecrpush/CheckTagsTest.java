package io.github.ecrpush;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.cli.Terminal;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `check tags` as a script meets it: what it prints, and what it leaves with.
class CheckTagsTest {

  private static final String SHA = "0123456789abcdef0123456789abcdef01234567";

  @TempDir private Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void prints_an_array_with_an_object_for_the_image() throws IOException {
    push("refs/tags/v1.2.3");

    int code =
        run(
            "--format=json",
            "--registry=registry.example:5000",
            "--repository=team/parrot",
            "--tags=type=semver,pattern={{version}}",
            "--tags=type=semver,pattern={{major}}.{{minor}}",
            "--tags=type=sha",
            "--flavor=latest=auto");

    assertThat(code).isZero();
    assertThat(Json.parse(text(out)).elements())
        .singleElement()
        .satisfies(image -> {
          assertThat(image.members().keySet())
              .containsExactly(
                  "name", "repository", "version", "tags", "tag-names", "labels", "annotations");
          assertThat(image.at("name").text()).contains("team/parrot");
          assertThat(image.at("repository").text()).contains("team/parrot");
          assertThat(image.at("version").text()).contains("1.2.3");
          assertThat(texts(image.at("tag-names")))
              .containsExactly("1.2.3", "1.2", "sha-0123456", "latest");
          assertThat(texts(image.at("tags")))
              .containsExactly(
                  "registry.example:5000/team/parrot:1.2.3",
                  "registry.example:5000/team/parrot:1.2",
                  "registry.example:5000/team/parrot:sha-0123456",
                  "registry.example:5000/team/parrot:latest");
          assertThat(image.at("labels").at("org.opencontainers.image.licenses").text())
              .contains("MIT");
          assertThat(image.at("annotations").at("org.opencontainers.image.version").text())
              .contains("1.2.3");
        });
  }

  @Test
  void knows_the_registry_of_an_account_that_is_known() throws IOException {
    push("refs/heads/main");

    run(
        "--format=json",
        "--repository=app",
        "--registry-id=123456789012",
        "--aws-region=cn-north-1",
        "--tags=a");

    assertThat(texts(image().at("tags")))
        .containsExactly("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/app:a");
  }

  @Test
  void takes_account_and_region_from_an_address() throws IOException {
    push("refs/heads/main");

    run(
        "--format=json",
        "--repository=arn:aws:ecr:eu-west-3:123456789012:repository/team/app",
        "--tags=a");

    assertThat(texts(image().at("tags")))
        .containsExactly("123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/app:a");
  }

  @Test
  void names_what_it_can_where_neither_account_nor_repository_is_known() throws IOException {
    push("refs/heads/main");

    run("--format=json", "--repository=app", "--tags=a");
    assertThat(texts(image().at("tags"))).containsExactly("app:a");

    out.reset();
    run("--format=json", "--tags=a");
    assertThat(texts(image().at("tags"))).containsExactly("a");
    assertThat(image().at("name").text()).contains("");
  }

  @Test
  void prints_lines_for_people() throws IOException {
    push("refs/heads/main");

    run("--repository=app", "--tags=a,b");

    assertThat(text(out))
        .startsWith(
            """
            app
              version      a
              tags         app:a
                           app:b
              labels       org.opencontainers.image.created=2020-09-13T12:26:40.000Z
            """);
  }

  @Test
  void says_what_a_file_has_that_is_not_heeded() throws IOException {
    push("refs/heads/main");
    Files.writeString(
        folder.resolve("compose.yaml"),
        "services: {api: {image: 'reg.example:5000/team/a:${TAG}', build: .}}");

    run("--config=compose.yaml", "--tags=a");

    assertThat(text(out)).contains("api:a");
    assertThat(text(err))
        .contains("The name `reg.example:5000/team/a` is not heeded")
        .contains("The variable `TAG` is not set");
  }

  @Test
  void leaves_with_a_line_for_each_mistake() throws IOException {
    push("refs/heads/main");

    int code = run("--tags=type=shaa", "--tags=type=ref", "--flavor=newest=true");

    assertThat(code).isEqualTo(2);
    assertThat(text(out)).isEmpty();
    assertThat(text(err).lines().filter(line -> line.contains("`type=shaa`: "))).hasSize(1);
    assertThat(text(err).lines().filter(line -> line.contains("`type=ref`: "))).hasSize(1);
    assertThat(text(err).lines().filter(line -> line.contains("`newest=true`: "))).hasSize(1);
  }

  @Test
  void leaves_with_a_line_for_each_rule_when_no_tag_is_left() throws IOException {
    push("refs/heads/main");

    int code = run("--tags=type=schedule", "--tags=type=ref,event=tag");

    assertThat(code).isEqualTo(2);
    assertThat(text(err)).contains("`type=schedule`: It is for", "`type=ref,event=tag`: It is for");
  }

  @Test
  void works_without_github_from_the_working_tree() throws IOException {
    var git = Files.createDirectories(folder.resolve(".git/refs/heads/feature"));
    Files.writeString(folder.resolve(".git/HEAD"), "ref: refs/heads/feature/x\n");
    Files.writeString(git.resolve("x"), SHA + "\n");

    run("--format=json", "--repository=app", "--tags=type=ref,event=branch", "--tags=type=sha");

    assertThat(texts(image().at("tag-names"))).containsExactly("feature-x", "sha-0123456");
  }

  @Test
  void takes_the_default_branch_from_the_clone_without_github() throws IOException {
    var heads = Files.createDirectories(folder.resolve(".git/refs/heads"));
    var origin = Files.createDirectories(folder.resolve(".git/refs/remotes/origin"));
    Files.writeString(folder.resolve(".git/HEAD"), "ref: refs/heads/trunk\n");
    Files.writeString(heads.resolve("trunk"), SHA + "\n");
    Files.writeString(origin.resolve("HEAD"), "ref: refs/remotes/origin/trunk\n");

    run("--format=json", "--repository=app", "--tags=type=edge", "--tags=type=sha");

    assertThat(texts(image().at("tag-names"))).containsExactly("edge", "sha-0123456");
  }

  private void push(String ref) throws IOException {
    var event = folder.resolve("event.json");
    Files.writeString(
        event,
        """
        {"repository": {"name": "parrot", "html_url": "https://github.example/octo/parrot",
          "description": "Repeats", "license": {"spdx_id": "MIT"}, "default_branch": "main"}}
        """);
    environment.put("GITHUB_EVENT_PATH", event.toString());
    environment.put("GITHUB_EVENT_NAME", "push");
    environment.put("GITHUB_REF", ref);
    environment.put("GITHUB_SHA", SHA);
    environment.put("GITHUB_REPOSITORY", "octo/parrot");
    environment.put("SOURCE_DATE_EPOCH", "1600000000");
  }

  private int run(String... flags) {
    var words = new ArrayList<>(List.of("check", "tags"));
    words.addAll(List.of(flags));
    var terminal = new Terminal(stream(out), stream(err), environment, folder, new Redactor());
    return new Application(terminal, () -> Instant.EPOCH).run(words);
  }

  private JsonTree image() {
    return Json.parse(text(out)).elements().getFirst();
  }

  private static List<String> texts(JsonTree list) {
    return list.elements().stream()
        .map(each -> each.text().orElseThrow())
        .collect(Collectors.toList());
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
