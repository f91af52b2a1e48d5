package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.config.Configurations;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.operation.RunReader.NamedInputs;
import io.github.ecrpush.testing.KnownCommit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReaderTest {

  @TempDir private Path folder;

  @Test
  void has_one_image_without_a_name_where_no_file_is_named() {
    var inputs = Inputs.of(Map.of(Input.REPOSITORY, "app"), Map.of());

    var run = RunReader.read(inputs, new Configurations(folder, Map.of()));

    assertThat(run.images()).containsExactly(new NamedInputs("", "", inputs, true));
  }

  @Test
  void reads_an_image_of_a_file_with_what_holds_for_the_run() throws IOException {
    file("timeout: 5m", "defaults: {aws-region: eu-west-3}", "images:", "  api: {context: api}");

    var run = read(Map.of(), Map.of());

    assertThat(run.run().text(Input.TIMEOUT)).isEqualTo("5m");
    assertThat(run.images()).extracting(NamedInputs::name).containsExactly("api");
    var api = run.images().getFirst().inputs();
    assertThat(api.text(Input.REPOSITORY)).isEqualTo("api");
    assertThat(api.text(Input.CONTEXT)).isEqualTo("api");
    assertThat(api.text(Input.AWS_REGION)).isEqualTo("eu-west-3");
  }

  @Test
  void a_default_that_is_given_comes_before_the_file() throws IOException {
    file("fail-fast: false", "images: {api: {only-changed: true}}");

    var run = read(Map.of(Input.FAIL_FAST, "true", Input.ONLY_CHANGED, "false"), Map.of());

    assertThat(run.run().isOn(Input.FAIL_FAST)).isTrue();
    assertThat(run.images().getFirst().inputs().isOn(Input.ONLY_CHANGED)).isFalse();
  }

  @Test
  void refuses_two_images_that_would_be_called_the_same() throws IOException {
    file(
        "images:",
        "  a: {repository: app, tags: one, flavor: latest=true}",
        "  b: {repository: app, tags: two, flavor: latest=true}",
        "  c: {repository: app, tags: two, aws-region: us-east-1}",
        "  d: {repository: app, tags: two, push: false}");

    assertThatThrownBy(() -> read(Map.of(), Map.of()).names(RunReaderTest::naming))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure().explanation().id()).isEqualTo("tag-claimed-twice");
              assertThat(e.failure().explanation().toString()).contains("app:latest");
            });
    assertThat(read(Map.of(Input.IMAGES, "b,c,d"), Map.of()).names(RunReaderTest::naming))
        .hasSize(3);
  }

  private static ImageNaming naming(Inputs inputs) {
    return KnownCommit.naming(inputs, "1".repeat(40));
  }

  @Test
  void says_before_it_is_read_what_a_file_wishes_of_the_run() throws IOException {
    file("evidence: evidence.json", "summary: false", "images: {api: }");
    var given = Inputs.of(Map.of(Input.CONFIG, "ecr-push.yml"), Map.of());

    var wishes = RunReader.wishes(given, new Configurations(folder, Map.of()));

    assertThat(wishes.text(Input.EVIDENCE)).isEqualTo("evidence.json");
    assertThat(wishes.isOn(Input.SUMMARY)).isFalse();
  }

  @Test
  void says_which_reports_a_file_wishes_that_has_mistakes() throws IOException {
    assertThat(reportsWishedBy("evidence: out/e.json", "summary: false", "images: {'${NONE}': }"))
        .isEqualTo("out/e.json, summary false");
    assertThat(reportsWishedBy("evidence: e.json", "summary: no", "timeuot: 1s"))
        .isEqualTo("e.json, summary true");
    assertThat(reportsWishedBy("evidence: ../e.json", "timeuot: 1s")).isEqualTo(", summary true");
    assertThat(reportsWishedBy("evidence: $A.json", "timeuot: 1s")).isEqualTo(", summary true");
    assertThat(reportsWishedBy("evidence: [e.json]")).isEqualTo(", summary true");
    assertThat(reportsWishedBy("evidence: [")).isEqualTo(", summary true");
  }

  private String reportsWishedBy(String... lines) throws IOException {
    file(lines);
    var given = Inputs.of(Map.of(Input.CONFIG, "ecr-push.yml"), Map.of());
    var wishes = RunReader.wishes(given, new Configurations(folder, Map.of()));
    return wishes.text(Input.EVIDENCE) + ", summary " + wishes.text(Input.SUMMARY);
  }

  @Test
  void puts_what_was_given_before_the_file_and_the_file_before_variables_and_defaults()
      throws IOException {
    file("images:", "  api: {aws-region: eu-west-3, push: 'false', tags: one}");

    var api =
        read(Map.of(Input.TAGS, "two"), Map.of("AWS_REGION", "us-east-1", "IMAGE_TAG", "three"))
            .images()
            .getFirst()
            .inputs();

    assertThat(api.text(Input.TAGS)).isEqualTo("two");
    assertThat(api.text(Input.AWS_REGION)).isEqualTo("eu-west-3");
    assertThat(api.text(Input.PUSH)).isEqualTo("false");
  }

  @Test
  void builds_but_does_not_push_what_only_another_image_needs() throws IOException {
    file("images:", "  base: {}", "  web: {build-contexts: {base: 'image:base'}}", "  api: {}");

    var run = read(Map.of(Input.IMAGES, "web"), Map.of());

    assertThat(run.images()).extracting(NamedInputs::name).containsExactly("web", "base");
    assertThat(run.images()).extracting(NamedInputs::isAsked).containsExactly(true, false);
    assertThat(run.images().getLast().inputs().text(Input.PUSH)).isEqualTo("false");
    assertThat(run.images().getFirst().inputs().text(Input.BUILD_CONTEXTS))
        .isEqualTo("base=image:base");
  }

  @Test
  void wants_no_repository_for_what_is_only_built() throws IOException {
    file("images:", "  Base: {}", "  web: {build-contexts: {base: 'image:Base'}}");
    var given = Map.of(Input.IMAGES, "web", Input.AWS_REGION, "eu-west-3", Input.TAGS, "one");

    var request = read(given, Map.of("ECR_REPO", "UPPER")).request(this::reader, true);

    assertThat(request.images().getLast().name()).isEqualTo("Base");
    assertThat(request.images().getLast().repository()).isEmpty();
  }

  @Test
  void tells_a_mistake_with_the_image_that_has_it() throws IOException {
    file("images:", "  api: {}", "  web: {repository: UPPER}");
    var run = read(Map.of(Input.AWS_REGION, "eu-west-3", Input.TAGS, "one"), Map.of());

    assertThatThrownBy(() -> run.request(this::reader, true))
        .isInstanceOfSatisfying(
            FailureException.class,
            thrown -> {
              var words = thrown.failure().explanation();
              assertThat(words.id()).isEqualTo("repository-name-refused");
              assertThat(words.what()).startsWith("Image `web` (ecr-push.yml:3:3): ");
            });
  }

  @Test
  void tells_the_mistakes_of_all_images_at_once() throws IOException {
    file("images:", "  api: {tags: type=no}", "  web: {}", "  job: {tags: 'type=raw'}");
    var run = read(Map.of(), Map.of());

    assertThatThrownBy(() -> run.names(RunReaderTest::naming))
        .isInstanceOfSatisfying(
            FailureException.class,
            thrown -> {
              var words = thrown.failure().explanation();
              assertThat(words.what()).isEqualTo("There are mistakes in 2 images.");
              assertThat(words.why().lines())
                  .hasSize(4)
                  .anyMatch(line -> line.startsWith("Image `api` (ecr-push.yml:2:3): "))
                  .anyMatch(line -> line.startsWith("    `tags`, `type=no`: "))
                  .anyMatch(line -> line.startsWith("Image `job` (ecr-push.yml:4:3): "))
                  .anyMatch(line -> line.startsWith("    `tags`, `type=raw`: "));
            });
  }

  @Test
  void refuses_to_choose_images_without_a_file() {
    var inputs = Inputs.of(Map.of(Input.IMAGES, "api"), Map.of());

    assertThatThrownBy(() -> RunReader.read(inputs, new Configurations(folder, Map.of())))
        .isInstanceOfSatisfying(
            FailureException.class,
            thrown ->
                assertThat(thrown.failure().explanation().id()).isEqualTo("images-without-file"));
  }

  @Test
  void refuses_a_list_of_images_that_names_none() throws IOException {
    file("images: {api: , web: }");

    for (var list : List.of(",", " , ,\n,", "# api")) {
      assertThatThrownBy(() -> read(Map.of(Input.IMAGES, list), Map.of()))
          .as(list)
          .isInstanceOfSatisfying(
              FailureException.class,
              thrown ->
                  assertThat(thrown.failure().explanation().id()).isEqualTo("images-without-name"));
    }
    for (var nothing : List.of("", " \n")) {
      assertThat(read(Map.of(Input.IMAGES, nothing), Map.of()).images()).hasSize(2);
    }
  }

  private PushRequestReader reader(Inputs inputs) {
    return new PushRequestReader(
        inputs,
        RunnerEnvironment.from(Map.of()),
        KnownCommit.naming(inputs, "1".repeat(40)),
        new BuildRequestReader(inputs, Map.of(), folder),
        new RepositoryWishReader(inputs, folder));
  }

  private RunReader read(Map<Input, String> given, Map<String, String> environment) {
    var inputs = new EnumMap<Input, String>(Input.class);
    inputs.put(Input.CONFIG, "ecr-push.yml");
    inputs.putAll(given);
    return RunReader.read(Inputs.of(inputs, environment), new Configurations(folder, environment));
  }

  private void file(String... lines) throws IOException {
    Files.writeString(folder.resolve("ecr-push.yml"), String.join("\n", lines) + "\n");
  }
}
