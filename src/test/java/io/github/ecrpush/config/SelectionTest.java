package io.github.ecrpush.config;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.failure.FailureException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionTest {

  @TempDir private Path folder;

  @Test
  void takes_all_images_in_the_order_of_the_file() {
    assertThat(chosen(List.of())).containsExactly("api", "web", "lib", "base");
  }

  @Test
  void builds_what_is_needed_and_not_asked_for() {
    assertThat(chosen(List.of("api"))).containsExactly("api", "(lib)", "(base)");
  }

  @Test
  void takes_patterns_and_names_in_the_order_in_which_they_are_asked_for() {
    assertThat(chosen(List.of("?ib", "w*"))).containsExactly("lib", "web", "(base)");
    assertThat(chosen(List.of("*"))).containsExactly("api", "web", "lib", "base");
  }

  @Test
  void takes_a_service_whose_profile_is_off_only_by_its_name_or_when_it_is_needed() {
    new ConfigFolder(folder)
        .with(
            "compose.yaml",
            """
            services:
              app: {build: {additional_contexts: {b: "service:base"}}}
              base: {build: base, profiles: [never]}
              debug: {build: debug, profiles: [debug]}
            """);
    var file = new ConfigFolder(folder).read("compose.yaml");

    assertThat(shown(Selection.of(file, List.of()))).containsExactly("app", "(base)");
    assertThat(shown(Selection.of(file, List.of("*")))).containsExactly("app", "(base)");
    assertThat(shown(Selection.of(file, List.of("debug")))).containsExactly("debug");
  }

  @Test
  void tells_mistakes_and_notices_of_services_that_are_chosen() {
    var files =
        new ConfigFolder(folder)
            .with(
                "compose.yaml",
                """
                services:
                  web: {build: {args: ["A=$NONE"], ssh: [default]}}
                  app: {build: {additional_contexts: {b: "service:lib"}}}
                  lib: {build: {dockerfile_inline: FROM scratch}, profiles: [never]}
                  old: {build: {context: ../other, args: ["B=${NONE:?set it}"]}, profiles: [never]}
                  no name: {build: https://one.example/x.git, profiles: [never]}
                """);
    var file = files.read("compose.yaml");

    assertThat(shown(Selection.of(file, List.of("web")))).containsExactly("web");
    assertThat(Selection.of(file, List.of("web")).notices())
        .containsExactly(
            "compose.yaml:2:24: The variable `NONE` is not set, and taken as empty.",
            "compose.yaml:2:36: `ssh` of the service `web` is not heeded.");
    assertThat(files.mistakes("compose.yaml"))
        .containsExactly(
            "compose.yaml:4:17: `dockerfile_inline` is not built. Put it into a file.");
    var refused =
        catchThrowableOfType(
            FailureException.class, () -> Selection.of(file, List.of("no name", "old", "app")));
    assertThat(refused.failure().explanation().why().lines())
        .hasSize(5)
        .anyMatch(line -> line.startsWith("compose.yaml:5:26: The path `../other`"))
        .anyMatch(line -> line.startsWith("compose.yaml:6:3: `no name` is no name for an image"));
  }

  @Test
  void tells_mistakes_of_all_services_where_the_file_has_others() {
    var files =
        new ConfigFolder(folder)
            .with(
                "compose.yaml",
                """
                services:
                  web: {build: .}
                  old: {build: {context: ../other}, profiles: [never]}
                volume: {}
                """);

    assertThat(files.mistakes("compose.yaml"))
        .containsExactly(
            "compose.yaml:3:26: The path `../other` does not stay in the workspace.",
            "compose.yaml:4:1: There is no key `volume` here. Did you mean `volumes`?");
  }

  @Test
  void takes_services_that_run_one_image_as_one() {
    var file =
        new ConfigFolder(folder)
            .with(
                "compose.yaml",
                """
                services:
                  web: {build: ., image: "app:1", ports: ["80:80"]}
                  worker: {build: ., image: "app:1", command: work}
                  other: {build: {target: other}, image: "app:1"}
                  a: {build: {context: a, additional_contexts: {b: "service:web"}}, image: a}
                  c: {build: {context: a, additional_contexts: {b: "service:worker"}}, image: a}
                """)
            .read("compose.yaml");

    var all = Selection.of(file, List.of());

    assertThat(shown(all)).containsExactly("web", "other", "a");
    assertThat(all.notices())
        .containsExactly(
            "compose.yaml:3:3: `worker` is the same image as `web`.",
            "compose.yaml:6:3: `c` is the same image as `a`.");
    var some = Selection.of(file, List.of("c", "worker", "a"));
    assertThat(shown(some)).containsExactly("c", "worker");
    assertThat(some.images().getFirst().image().uses()).containsEntry("b", "worker");
    assertThat(shown(Selection.of(file, List.of("c")))).containsExactly("c", "(worker)");
  }

  @Test
  void leaves_images_of_our_own_language_apart() {
    var file =
        new ConfigFolder(folder)
            .with("ecr-push.yml", "images: {a: {repository: app}, b: {repository: app}}")
            .read("ecr-push.yml");

    assertThat(shown(Selection.of(file, List.of()))).containsExactly("a", "b");
  }

  @Test
  void says_how_many_notices_are_not_told() {
    var args = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      args.append("$A").append(i);
    }
    var file =
        new ConfigFolder(folder)
            .with("compose.yaml", "services: {web: {build: {target: '" + args + "'}}}")
            .read("compose.yaml");

    assertThat(Selection.of(file, List.of()).notices())
        .hasSize(51)
        .last()
        .isEqualTo("There are 10 more notices of this kind.");
  }

  @Test
  void says_that_the_profiles_of_all_services_are_off() {
    var file =
        new ConfigFolder(folder)
            .with(
                "compose.yaml",
                "services: {api: {build: api, profiles: [x]}, web: {build: web, profiles: [y]}}")
            .read("compose.yaml");

    var refused = catchThrowableOfType(FailureException.class, () -> Selection.of(file, List.of()));

    assertGolden(refused.failure());
  }

  @Test
  void says_which_names_were_not_found() {
    var refused =
        catchThrowableOfType(FailureException.class, () -> chosen(List.of("ap", "api", "x-*")));

    assertGolden(refused.failure());
  }

  @Test
  void a_pattern_with_many_stars_takes_no_time() {
    var pattern = new NamePattern("*a".repeat(2_000) + "b");

    assertThat(pattern.matches("a".repeat(4_000))).isFalse();
    assertThat(new NamePattern("*a*b?").matches("xxaxxbxbc")).isTrue();
  }

  private List<String> chosen(List<String> patterns) {
    new ConfigFolder(folder)
        .with(
            "ecr-push.yml",
            """
            images:
              api: {build-contexts: {lib: "image:lib"}}
              web:
              lib: {build-contexts: {base: "image:base"}}
              base:
            """);
    return shown(Selection.of(new ConfigFolder(folder).read("ecr-push.yml"), patterns));
  }

  private static List<String> shown(Selection selection) {
    return selection.images().stream()
        .map(chosen -> chosen.isAsked() ? chosen.image().name() : "(" + chosen.image().name() + ")")
        .toList();
  }
}
