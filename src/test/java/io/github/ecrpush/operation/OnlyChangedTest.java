package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.build.BuildRequest;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.operation.PushRequest.Rules;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.OfImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlyChangedTest {

  private static final String FIRST = "1".repeat(40);
  private static final String SECOND = "2".repeat(40);

  private static final Rules EACH = new Rules(false, true, 4, Optional.empty(), false);

  @TempDir private Path folder;
  private SandboxRuns runs;

  @BeforeEach
  void start() throws IOException {
    runs = SandboxRuns.in(folder, "app", "api", "web");
    context("app", "FROM scratch\nCOPY . /\n");
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  private void context(String name, String dockerfile) throws IOException {
    var context = Files.createDirectories(folder.resolve(name));
    Files.writeString(context.resolve("Dockerfile"), dockerfile);
    Files.writeString(context.resolve("hello"), "hello\n");
  }

  @Test
  void hands_on_what_is_there_under_the_new_tag_when_nothing_changed() {
    var first = push(FIRST, Map.of());

    var second = push(SECOND, Map.of());

    assertThat(runs.engine().builds()).isEqualTo(1);
    assertThat(second.failure()).isEmpty();
    assertThat(second.image().orElseThrow().reference())
        .isEqualTo(first.image().orElseThrow().reference());
    assertThat(second.tags()).extracting(Object::toString).containsExactly(SECOND);
    assertThat(told()).anyMatch(text -> text.startsWith("Nothing changed since `sha256:"));
    assertThat(push(SECOND, Map.of()).status()).isEqualTo(Status.PRESENT);
  }

  @Test
  void builds_what_changed_in_its_files_arguments_or_labels() throws IOException {
    push(FIRST, Map.of());
    Files.writeString(folder.resolve("app/hello"), "hello again\n");
    push(SECOND, Map.of());
    assertThat(runs.engine().builds()).isEqualTo(2);

    push(SECOND, Map.of(Input.BUILD_ARGS, "A=1"));
    assertThat(runs.engine().builds()).isEqualTo(3);

    push(SECOND, Map.of(Input.BUILD_ARGS, "A=1", Input.LABELS, "team=one"));
    assertThat(runs.engine().builds()).isEqualTo(4);

    push(SECOND, Map.of(Input.BUILD_ARGS, "A=1", Input.LABELS, "team=one"));
    assertThat(runs.engine().builds()).isEqualTo(4);
  }

  @Test
  void knows_the_size_of_the_image_that_was_pushed_last() {
    var first = record(FIRST, Map.of("app", inputs("app")));
    assertThat(first.sizeBefore()).isEmpty();

    var larger = inputs("app");
    larger.put(Input.BUILD_ARGS, "A=larger"); // which is what a played layer consists of
    var second = record(SECOND, Map.of("app", larger));
    assertThat(second.sizeBefore()).isPresent().isEqualTo(first.size());
    assertThat(second.size()).isNotEqualTo(first.size());

    var reverted = record("3".repeat(40), Map.of("app", inputs("app")));
    assertThat(runs.engine().builds()).isEqualTo(2);
    assertThat(reverted.sizeBefore()).isEqualTo(reverted.size()).isEqualTo(first.size());
  }

  @Test
  void does_not_compare_an_image_with_another_one_of_its_repository() {
    var small = tagged("small", "");
    var large = tagged("large", "A=larger");
    record(FIRST, Map.of("small", small, "large", large));

    var again = record(FIRST, Map.of("small", small, "large", large));
    assertThat(again.sizeBefore()).isEqualTo(again.size());

    var changed = record(SECOND, Map.of("small", tagged("new", "A=1"), "large", large));
    assertThat(changed.size()).isPresent();
    assertThat(changed.sizeBefore()).isEmpty();
  }

  private static Map<Input, String> tagged(String tag, String arguments) {
    var inputs = inputs("app");
    inputs.put(Input.TAGS, tag);
    inputs.put(Input.BUILD_ARGS, arguments);
    return inputs;
  }

  /// What is noted of the image `app`, or of the small one.
  private RunRecord.ImageRecord record(String commit, Map<String, Map<Input, String>> images) {
    assertThat(runs.pushAll(commit, EACH, images).failures()).isEmpty();
    return runs.record().images().stream()
        .filter(image -> !image.name().equals("large"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void says_what_is_written_on_the_image_that_is_there() {
    var first = push(FIRST, Map.of(Input.TAGS, "v1"));

    var second = push(SECOND, Map.of(Input.TAGS, "v2"));

    assertThat(runs.engine().builds()).isEqualTo(1);
    assertThat(second.tags()).extracting(Object::toString).containsExactly("v2");
    assertThat(second.metadata().labels()).isEqualTo(first.metadata().labels());
    assertThat(second.metadata().version()).isEqualTo("v1");
  }

  @Test
  void lets_the_engine_remember_nothing_of_files_with_another_content() throws IOException {
    push(FIRST, Map.of());
    push(FIRST, Map.of(Input.BUILD_ARGS, "A=1"));
    Files.writeString(folder.resolve("app/hello"), "world\n");
    push(FIRST, Map.of());

    var origins = runs.engine().requests().stream().map(BuildRequest::origin).toList();
    assertThat(origins.get(1)).isEqualTo(origins.get(0)).isNotEqualTo(origins.get(2));
  }

  @Test
  void builds_when_annotations_are_others() {
    push(FIRST, Map.of());

    push(SECOND, Map.of(Input.ANNOTATIONS, "note=1"));

    assertThat(runs.engine().builds()).isEqualTo(2);
  }

  @Test
  void builds_where_the_repository_is_not_there_yet() {
    var pushed =
        push(FIRST, Map.of(Input.REPOSITORY, "new/app", Input.CREATE_REPOSITORY, "if-missing"));

    assertThat(pushed.failure()).isEmpty();
    assertThat(pushed.status()).isEqualTo(Status.PUSHED);
  }

  @Test
  void heeds_what_dockerignore_leaves_out() throws IOException {
    Files.writeString(folder.resolve("app/.dockerignore"), "notes\n");
    push(FIRST, Map.of());
    Files.writeString(folder.resolve("app/notes"), "not for the image");

    push(SECOND, Map.of());

    assertThat(runs.engine().builds()).isEqualTo(1);
  }

  @Test
  void builds_and_says_why_when_nobody_knows_what_the_base_image_is() throws IOException {
    context("app", "FROM somewhere.invalid/base:1\n");
    push(FIRST, Map.of());

    push(SECOND, Map.of());

    assertThat(runs.engine().builds()).isEqualTo(2);
    assertThat(told())
        .anyMatch(
            text -> text.contains("not certain") && text.contains("somewhere.invalid/base:1"));
  }

  @Test
  void builds_when_a_base_image_moved() throws IOException {
    context("app", "FROM base:1\n");
    runs.engine().moveBase("base:1", "one");
    push(FIRST, Map.of());
    push(SECOND, Map.of());
    assertThat(runs.engine().builds()).isEqualTo(1);

    runs.engine().moveBase("base:1", "two");
    push(SECOND, Map.of());

    assertThat(runs.engine().builds()).isEqualTo(2);
  }

  @Test
  void believes_the_registry_alone_where_the_newest_base_is_wished() throws IOException {
    context("app", "FROM base:1\n");
    runs.engine().moveBase("base:1", "one");
    runs.engine().loseRegistries();
    push(FIRST, Map.of());
    push(SECOND, Map.of());
    assertThat(runs.engine().builds()).isEqualTo(1);

    push(SECOND, Map.of(Input.PULL, "true"));

    assertThat(runs.engine().builds()).isEqualTo(2);
    assertThat(told()).anyMatch(text -> text.contains("What the base image `base:1` is now"));
  }

  @Test
  void knows_a_base_image_by_any_name_of_the_context_in_its_place() throws IOException {
    context("app", "FROM docker.io/library/base:latest\n");
    runs.engine().moveBase("docker.io/library/base:latest", "one");
    var pinned = "docker-image://other@sha256:" + "a".repeat(64);
    for (var name : List.of("base", "base:latest", "docker.io/library/base:latest")) {
      push(FIRST, Map.of(Input.BUILD_CONTEXTS, name + "=" + pinned));
    }
    assertThat(runs.engine().requests().getFirst().contexts()).containsOnlyKeys("base");
    runs.engine().moveBase("docker.io/library/base:latest", "two");
    push(SECOND, Map.of(Input.BUILD_CONTEXTS, "base=" + pinned));
    assertThat(runs.engine().builds()).isEqualTo(1);

    var another = Map.of(Input.BUILD_CONTEXTS, "base:1=" + pinned);
    push(SECOND, another);
    runs.engine().moveBase("docker.io/library/base:latest", "three");
    push(SECOND, another);
    assertThat(runs.engine().builds()).isEqualTo(3);
  }

  @Test
  void builds_what_is_there_when_every_step_is_wished_anew_and_knows_it_later() {
    push(FIRST, Map.of());

    var anew = push(SECOND, Map.of(Input.NO_CACHE, "true"));

    assertThat(runs.engine().builds()).isEqualTo(2);
    assertThat(told()).noneMatch(text -> text.startsWith("Nothing changed"));
    assertThat(anew.metadata().labels().get("org.opencontainers.image.revision")).isEqualTo(SECOND);
    push("3".repeat(40), Map.of());
    assertThat(runs.engine().builds()).isEqualTo(2);
  }

  @Test
  void keeps_the_fingerprint_of_what_is_built_first_with_every_step_anew() {
    push(FIRST, Map.of(Input.NO_CACHE, "true"));

    push(SECOND, Map.of());

    assertThat(runs.engine().builds()).isEqualTo(1);
  }

  @Test
  void builds_what_begins_with_one_that_was_built_with_every_step_anew() throws IOException {
    context("api", "FROM scratch\nCOPY . /\n");
    context("web", "FROM base\nCOPY . /\n");
    pushBoth(FIRST);

    var refreshed = inputs("api");
    refreshed.put(Input.NO_CACHE, "true");
    runs.pushAll(SECOND, EACH, Map.of("api", refreshed)); // alone, as at night
    assertThat(runs.engine().builds()).isEqualTo(3);

    pushBoth(SECOND);
    assertThat(runs.engine().builds()).isEqualTo(4);
    pushBoth("3".repeat(40));
    assertThat(runs.engine().builds()).isEqualTo(4);
  }

  @Test
  void builds_what_is_only_there_for_others_from_what_they_are_told() throws IOException {
    context("api", "FROM base:1\n");
    context("web", "FROM base\nCOPY . /\n");
    runs.engine().moveBase("base:1", "one");
    var images = new LinkedHashMap<String, Map<Input, String>>();
    var api = inputs("api");
    api.put(Input.PUSH, "false");
    images.put("api", api);
    var web = inputs("web");
    web.put(Input.BUILD_CONTEXTS, "base=image:api");
    images.put("web", web);

    assertThat(runs.pushAll(FIRST, EACH, images).failures()).isEmpty();

    var built = runs.engine().requests().getFirst();
    assertThat(built.cache().bases()).isFalse();
    assertThat(built.origin()).isNotEqualTo(runs.engine().requests().getLast().origin());
  }

  @Test
  void does_not_take_an_image_that_inherited_a_fingerprint_for_the_one_that_it_is_of() {
    var first = push(FIRST, Map.of(Input.TAGS, "v1"));
    var inherited = runs.engine().requests().getLast().labels().get(MadeFrom.LABEL);
    var child = new EnumMap<Input, String>(Input.class);
    child.put(Input.ONLY_CHANGED, "false");
    child.put(Input.TAGS, "debug");
    child.put(Input.BUILD_ARGS, "A=child");
    child.put(Input.LABELS, MadeFrom.LABEL + "=" + inherited);
    push(FIRST, child);

    var second = push(SECOND, Map.of(Input.TAGS, "v2"));

    assertThat(runs.engine().builds()).isEqualTo(2);
    assertThat(second.image().orElseThrow().reference())
        .isEqualTo(first.image().orElseThrow().reference());
  }

  @Test
  void passes_by_what_is_no_image() {
    push(FIRST, Map.of(Input.TAGS, "v1"));
    runs.engine().makeNoImages(true);
    for (int i = 0; i < 11; i++) {
      var signature =
          Map.of(
              Input.ONLY_CHANGED,
              "false",
              Input.BUILD_ARGS,
              "A=" + i,
              Input.TAGS,
              "sha256-%064d.sig".formatted(i));
      assertThat(push(FIRST, signature).failure()).isEmpty();
    }
    push(FIRST, Map.of(Input.ONLY_CHANGED, "false", Input.TAGS, "chart", Input.BUILD_ARGS, "A=c"));
    runs.engine().makeNoImages(false);
    int before = runs.engine().builds();

    var again = push(SECOND, Map.of(Input.TAGS, "v2"));

    assertThat(again.failure()).isEmpty();
    assertThat(runs.engine().builds()).isEqualTo(before);
  }

  @Test
  void builds_for_another_machine_where_no_platform_is_named() {
    push(FIRST, Map.of());
    var named = Map.of(Input.PLATFORMS, "linux/amd64");
    push(FIRST, named);
    runs.engine().moveTo("linux aarch64");

    push(SECOND, named);
    assertThat(runs.engine().builds()).isEqualTo(2);
    push("3".repeat(40), Map.of());
    assertThat(runs.engine().builds()).isEqualTo(3);
  }

  @Test
  void builds_when_a_named_context_changed_that_the_dockerfile_leaves_out() throws IOException {
    Files.writeString(folder.resolve("app/Dockerfile.dockerignore"), "**\n");
    context("libs", "not read");
    var libs = Map.of(Input.BUILD_CONTEXTS, "libs=libs");
    push(FIRST, libs);
    Files.writeString(folder.resolve("libs/hello"), "hello again\n");

    push(SECOND, libs);

    assertThat(runs.engine().builds()).isEqualTo(2);
  }

  @Test
  void builds_without_a_word_where_it_is_not_wished() {
    push(FIRST, Map.of(Input.ONLY_CHANGED, "false"));
    push(FIRST, Map.of(Input.ONLY_CHANGED, "false"));

    assertThat(runs.engine().builds()).isEqualTo(2);
  }

  @Test
  void builds_those_of_several_that_changed_and_what_begins_with_them() throws IOException {
    context("api", "FROM scratch\nCOPY . /\n");
    context("web", "FROM base\nCOPY . /\n");
    pushBoth(FIRST);
    pushBoth(SECOND);
    assertThat(runs.engine().builds()).isEqualTo(2);

    Files.writeString(folder.resolve("web/hello"), "hello again\n");
    var outcomes = pushBoth("3".repeat(40)).outcomes();
    assertThat(runs.engine().builds()).isEqualTo(3);
    assertThat(outcomes).allMatch(outcome -> outcome.failure().isEmpty());

    Files.writeString(folder.resolve("api/hello"), "hello again\n");
    pushBoth("4".repeat(40));
    assertThat(runs.engine().builds()).isEqualTo(5);
  }

  private PushReport pushBoth(String commit) {
    var images = new LinkedHashMap<String, Map<Input, String>>();
    images.put("api", inputs("api"));
    var web = inputs("web");
    web.put(Input.BUILD_CONTEXTS, "base=image:api");
    images.put("web", web);
    return runs.pushAll(commit, EACH, images);
  }

  private ImageOutcome push(String commit, Map<Input, String> more) {
    var given = inputs("app");
    given.putAll(more);
    return runs.push(commit, given).outcomes().getFirst();
  }

  private static Map<Input, String> inputs(String name) {
    var given = new EnumMap<Input, String>(Input.class);
    given.put(Input.REPOSITORY, name);
    given.put(Input.CONTEXT, name);
    given.put(Input.ONLY_CHANGED, "true");
    return given;
  }

  private List<String> told() {
    return runs.events().stream().flatMap(event -> notice(event).stream()).toList();
  }

  private static Optional<String> notice(ProgressEvent event) {
    return switch (event) {
      case OfImage(var _, ProgressEvent inner) -> notice(inner);
      case Notice(String text) -> Optional.of(text);
      default -> Optional.empty();
    };
  }
}
