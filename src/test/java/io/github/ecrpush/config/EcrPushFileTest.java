package io.github.ecrpush.config;

import static io.github.ecrpush.config.ConfigFolder.image;
import static io.github.ecrpush.config.ConfigFolder.names;
import static io.github.ecrpush.config.ConfigFolder.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcrPushFileTest {

  private static final String FILE = "ecr-push.yml";

  @TempDir private Path folder;

  @Test
  void makes_inputs_of_each_image() {
    var file =
        read(
            """
            version: 1
            timeout: 30m
            fail-fast: false
            defaults:
              registry-id: 012345678901
              platforms: [linux/amd64, linux/arm64]
            images:
              api:
                context: apps/api
                tags: no
                build-args: {A: 0x10, B: "x, \\"y\\"", C: }
              web:
            """);

    assertThat(names(file)).containsExactly("api", "web");
    assertThat(file.run())
        .containsEntry(Input.TIMEOUT, "30m")
        .containsEntry(Input.FAIL_FAST, "false");
    assertThat(value(file, "api", Input.REGISTRY_ID)).isEqualTo("012345678901");
    assertThat(value(file, "api", Input.CONTEXT)).isEqualTo("apps/api");
    assertThat(value(file, "api", Input.TAGS)).isEqualTo("no");
    assertThat(inputs(file, "api").words(Input.PLATFORMS))
        .containsExactly("linux/amd64", "linux/arm64");
    assertThat(inputs(file, "api").lines(Input.BUILD_ARGS))
        .containsExactly("A=0x10", "B=x, \"y\"", "C");
    assertThat(value(file, "web", Input.PLATFORMS)).isEqualTo("linux/amd64\nlinux/arm64");
    assertThat(image(file, "web").place()).hasToString("ecr-push.yml:12:3");
  }

  @Test
  void calls_the_repository_as_the_image_unless_it_says_otherwise() {
    var file = read("images: {api: , web: {repository: team/web}}");

    assertThat(value(file, "api", Input.REPOSITORY)).isEqualTo("api");
    assertThat(value(file, "web", Input.REPOSITORY)).isEqualTo("team/web");
  }

  @Test
  void puts_what_an_image_says_in_the_place_of_a_default_and_joins_mappings() {
    var file =
        read(
            """
            defaults:
              target: runtime
              tags: [a, b]
              labels: {team: web, tier: front}
            images:
              api: {target: ~, tags: c, labels: {tier: back}}
            """);

    assertThat(image(file, "api").values()).doesNotContainKey(Input.TARGET);
    assertThat(value(file, "api", Input.TAGS)).isEqualTo("c");
    assertThat(value(file, "api", Input.LABELS)).isEqualTo("team=web\ntier=back");
  }

  @Test
  void nothing_takes_one_name_of_a_default_away() {
    var file =
        read(
            """
            defaults:
              build-args: {A: a, B: b, C: }
              labels: {team: web, tier: front}
              custom-tags: {Team: web, Tier: front}
            images:
              api:
                build-args: {A: ~, B: "", C: ~, D: ~}
                labels: {team: ~}
                custom-tags: {Team: ~}
            """);

    assertThat(value(file, "api", Input.BUILD_ARGS)).isEqualTo("B=\nD");
    assertThat(value(file, "api", Input.LABELS)).isEqualTo("tier=front");
    assertThat(value(file, "api", Input.CUSTOM_TAGS)).isEqualTo("{\"Tier\":\"front\"}");
  }

  @Test
  void keeps_the_blanks_and_line_breaks_of_a_value() {
    var file =
        read(
            """
            images:
              api:
                build-args: {A: "  lead trail  ", B: "l1\\nl2\\n", C: ~}
                labels: ["  team=web ", d=]
                platforms: [" linux/amd64 "]
                secret-envs: [" npm=NPM "]
            """);

    assertThat(inputs(file, "api").lines(Input.BUILD_ARGS))
        .containsExactly("A=  lead trail  ", "B=l1\nl2\n", "C");
    assertThat(inputs(file, "api").pairs(Input.LABELS))
        .containsExactly(Map.entry("team", "web "), Map.entry("d", ""));
    assertThat(inputs(file, "api").words(Input.PLATFORMS)).containsExactly("linux/amd64");
    assertThat(Inputs.of(image(file, "api").values(), Map.of()).lines(Input.BUILD_ARGS))
        .containsExactly("A=  lead trail", "B=l1\nl2", "C");
  }

  @Test
  void takes_anchors_and_merge_keys() {
    var file =
        read(
            """
            x-node: &node
              target: runtime
              network: none
            images:
              api: {<<: *node, network: host}
            """);

    assertThat(value(file, "api", Input.TARGET)).isEqualTo("runtime");
    assertThat(value(file, "api", Input.NETWORK)).isEqualTo("host");
  }

  @Test
  void takes_variables_from_the_environment_before_their_defaults() {
    var text =
        """
        variables:
          REGION: eu-west-3
          ACCOUNT: {required: true, description: Set the repository variable ACCOUNT.}
        images:
          api:
            aws-region: ${REGION}
            registry-id: $ACCOUNT
            tags: ["${TAG:-dev}", "${TAG:+is-$TAG}", "$$HOME", "${A-${B:-c}}"]
        """;

    var file =
        read(text, Map.of("ACCOUNT", "012345678901", "REGION", "", "TAG", "1.0", "UNUSED", "x"));

    assertThat(value(file, "api", Input.AWS_REGION)).isEqualTo("eu-west-3");
    assertThat(value(file, "api", Input.REGISTRY_ID)).isEqualTo("012345678901");
    assertThat(value(file, "api", Input.TAGS)).isEqualTo("1.0\nis-1.0\n$HOME\nc");
  }

  @Test
  void says_which_variables_have_no_value() {
    assertThat(
            mistakes(
                """
                variables:
                  REGION: {default: eu-west-3}
                  ACCOUNT: {required: true, description: Set it in the settings.}
                images:
                  api:
                    aws-region: ${REGON}
                    target: ${STAGE:?which stage?}
                """))
        .containsExactly(
            "ecr-push.yml:3:3: The variable `ACCOUNT` is required, and the environment has no value"
                + " for it. Set it in the settings.",
            "ecr-push.yml:6:17: The variable `REGON` has no value: neither the environment nor the"
                + " file gives it one. Did you mean `REGION`?",
            "ecr-push.yml:7:13: The variable `STAGE` has no value. which stage?");
  }

  @Test
  void refuses_a_variable_that_is_declared_in_other_words() {
    assertThat(
            mistakes(
                """
                variables:
                  FIRST: {requird: true}
                  OTHER: {required: yes}
                  THIRD: [1]
                images: {api: {target: "${FIRST}"}}
                """))
        .containsExactly(
            "ecr-push.yml:2:11: A variable has `default`, `required` and `description`, but no"
                + " `requird`. Did you mean `required`?",
            "ecr-push.yml:3:11: `required` is `true` or `false`.",
            "ecr-push.yml:4:3: A variable has a default, or the mark `required: true`.",
            "ecr-push.yml:5:24: The variable `FIRST` has no value: neither the environment nor the file"
                + " gives it one.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$", "a$5", "${", "${}", "${A!b}", "${A:b}", "$-"})
  void refuses_a_dollar_that_means_nothing(String target) {
    assertThat(mistakes("images: {api: {target: '" + target + "'}}"))
        .singleElement()
        .asString()
        .startsWith("ecr-push.yml:1:24: Behind `$");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${A", "${A:-b", "${A:-{}", "v${A:-a{b}"})
  void refuses_a_variable_that_is_not_closed(String target) {
    assertThat(mistakes("images: {api: {target: '" + target + "'}}"))
        .containsExactly("ecr-push.yml:1:24: The `${A` is not closed: each `{` in it needs a `}`.");
  }

  @Test
  void counts_the_braces_within_a_word_as_compose_does() {
    var text = "images: {a: {target: '${A:-{\"x\":1}}'}, b: {target: '${A:-$${HOME}/x}'}}";

    assertThat(value(read(text), "a", Input.TARGET)).isEqualTo("{\"x\":1}");
    assertThat(value(read(text), "b", Input.TARGET)).isEqualTo("${HOME}/x");
    assertThat(value(read(text, Map.of("A", "v")), "a", Input.TARGET)).isEqualTo("v");
  }

  @Test
  void a_value_of_a_variable_is_never_yaml_nor_a_further_entry() {
    var file =
        read("images: {api: {tags: ['$TAG']}}", Map.of("TAG", "a, b\nc: [\"d\", &x *x ${TAG}"));

    assertThat(inputs(file, "api").words(Input.TAGS))
        .containsExactly("a, b\nc: [\"d\", &x *x ${TAG}");
  }

  @Test
  void makes_an_image_of_each_combination_of_a_matrix() {
    var file =
        read(
            """
            images:
              api-${matrix.node}-${matrix.os}:
                matrix: {node: [22, 24], os: [alpine, debian]}
                build-args: {NODE: "${matrix.node}"}
            """);

    assertThat(names(file))
        .containsExactly("api-22-alpine", "api-22-debian", "api-24-alpine", "api-24-debian");
    assertThat(value(file, "api-24-alpine", Input.BUILD_ARGS)).isEqualTo("NODE=24");
  }

  @Test
  void refuses_a_matrix_whose_images_have_one_name() {
    assertThat(mistakes("images: {api: {matrix: {node: [22, 24]}}}"))
        .containsExactly(
            "ecr-push.yml:1:10: Two images are called `api`: another one is at ecr-push.yml:1:10."
                + " Where a matrix makes them, its values stand in the name: `api-${matrix.…}`.");
  }

  @Test
  void refuses_nothing_in_a_matrix() {
    assertThat(mistakes("images: {'api-${matrix.n}': {matrix: {n: [a, null, ~, 'null']}}}"))
        .containsExactly(
            "ecr-push.yml:1:46: A value in a matrix is not nothing. A text stands in quotes.",
            "ecr-push.yml:1:52: A value in a matrix is not nothing. A text stands in quotes.");
  }

  @Test
  void refuses_a_matrix_that_stands_under_no_image() {
    assertThat(mistakes("matrix: {n: [1]}\ndefaults: {matrix: {n: [1, 2]}}\nimages: {api: }"))
        .containsExactly(
            "ecr-push.yml:1:1: `matrix` makes several images of one: it stands under an image.",
            "ecr-push.yml:2:12: `matrix` makes several images of one: it stands under an image.");
  }

  @Test
  void refuses_a_matrix_of_a_million_before_it_is_made() {
    var list = "[" + "1, ".repeat(99) + "1]";

    assertThat(mistakes("images: {a: {matrix: {x: %s, y: %s, z: %s}}}".formatted(list, list, list)))
        .containsExactly(
            "ecr-push.yml:1:10: The matrix makes more than 256 images, which is the most that a file"
                + " has.");
  }

  @Test
  void refuses_more_images_than_anybody_waits_for() {
    var text = new StringBuilder("images:\n");
    for (int i = 0; i < 257; i++) {
      text.append("  a").append(i).append(":\n");
    }

    assertThat(mistakes(text.toString()).getLast()).endsWith("A file has at most 256 images.");
  }

  @Test
  void knows_which_image_another_one_uses() {
    var file =
        read(
            """
            images:
              api: {build-contexts: {base: "image:base", files: shared, other: docker-image://alpine}}
              base:
            """);

    assertThat(image(file, "api").uses()).containsExactly(Map.entry("base", "base"));
    assertThat(value(file, "api", Input.BUILD_CONTEXTS))
        .isEqualTo("files=shared\nother=docker-image://alpine");
  }

  @Test
  void refuses_images_that_are_not_there_and_circles() {
    assertThat(
            mistakes(
                """
                images:
                  a: {build-contexts: {x: "image:b"}}
                  b: {build-contexts: {x: "image:c"}}
                  c: {build-contexts: {x: "image:b", y: "image:bas", z: "target:a"}}
                  base: {build-contexts: {x: "image:base"}}
                """))
        .containsExactly(
            "ecr-push.yml:3:3: `b` needs `c` needs `b` itself: none of them can be built first.",
            "ecr-push.yml:4:38: There is no image `bas` in the file. Did you mean `base`?",
            "ecr-push.yml:4:54: Another image of this file is named by `image:`: `image:a`.",
            "ecr-push.yml:5:3: `base` needs `base` itself: none of them can be built first.");
  }

  @Test
  void tells_all_mistakes_at_once_with_their_places_and_the_nearest_words() {
    assertThat(
            mistakes(
                """
                version: 2
                imagse: {}
                target: runtime
                timeout: 1d
                evidence: /etc/evidence.json
                images:
                  api:
                    repostory: team/api
                    network: hots
                    no-cache: yes
                    timeout: 30m
                    secrets: hunter2
                    registry-auth: hunter2
                    config: other.yml
                    platforms: {linux: amd64}
                    target: [a]
                    x-own: anything
                  -web: text
                """))
        .containsExactly(
            "ecr-push.yml:1:10: The language of this file has the version `1`.",
            "ecr-push.yml:2:1: There is no key `imagse` here. Did you mean `images`?",
            "ecr-push.yml:3:1: `target` is about an image: it stands under it, or under `defaults`.",
            "ecr-push.yml:4:10: The input `timeout` was given as `1d`. It is a length of time such as"
                + " `90s`, `15m` or `1h30m`, and more than nothing.",
            "ecr-push.yml:5:11: The path `/etc/evidence.json` does not stay in the workspace.",
            "ecr-push.yml:8:5: There is no key `repostory` here. Did you mean `repository`?",
            "ecr-push.yml:9:14: The input `network` was given as `hots`. It knows only `default`,"
                + " `none`, `host`. Did you mean `host`?",
            "ecr-push.yml:10:15: The input `no-cache` was given as `yes`. It knows only `true`,"
                + " `false`.",
            "ecr-push.yml:11:5: `timeout` holds for the whole run: it stands at the top of"
                + " `ecr-push.yml`.",
            "ecr-push.yml:12:5: No secret stands in a file. Name a variable in `secret-envs`, or a"
                + " file in `secret-files`.",
            "ecr-push.yml:13:5: `registry-auth` may be a secret, which stands in no file. Give it to"
                + " the run.",
            "ecr-push.yml:14:5: `config` is given to the run, and stands in no file.",
            "ecr-push.yml:15:16: `platforms` is a list, and has no names.",
            "ecr-push.yml:16:13: Here stands one piece of text, and no list and no mapping.",
            "ecr-push.yml:18:3: `-web` is no name for an image: it has letters, digits, `.`, `_` and"
                + " `-`, begins with a letter or digit, and has at most 128 characters.",
            "ecr-push.yml:18:9: Here stand inputs with their values, such as `context: .`.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "- a", "text", "images:", "images: []", "defaults: {}"})
  void refuses_a_file_without_images(String text) {
    assertThat(mistakes(text)).hasSize(1);
  }

  @Test
  void resolves_paths_from_the_folder_of_the_file() {
    var file =
        new ConfigFolder(folder)
            .with(
                "deploy/ecr-push.yml",
                """
                images:
                  api:
                    context: ../apps/api
                    file: docker/Dockerfile
                    secret-files: {npm: ../npmrc}
                    lifecycle-policy: keep=30
                    web-identity-token-file: ../token
                  web:
                    secret-files: |
                      npm=../npmrc
                    lifecycle-policy: rules.json
                """)
            .read("deploy/ecr-push.yml");

    assertThat(value(file, "api", Input.CONTEXT)).isEqualTo("apps/api");
    assertThat(value(file, "api", Input.FILE)).isEqualTo("deploy/docker/Dockerfile");
    assertThat(value(file, "api", Input.SECRET_FILES)).isEqualTo("npm=npmrc");
    assertThat(value(file, "api", Input.LIFECYCLE_POLICY)).isEqualTo("keep=30");
    assertThat(value(file, "api", Input.WEB_IDENTITY_TOKEN_FILE)).isEqualTo("token");
    assertThat(value(file, "web", Input.CONTEXT)).isEqualTo("deploy");
    assertThat(value(file, "web", Input.SECRET_FILES)).isEqualTo("npm=npmrc");
    assertThat(value(file, "web", Input.LIFECYCLE_POLICY)).isEqualTo("deploy/rules.json");
  }

  @Test
  void writes_documents_as_json() {
    var file = read("images: {api: {custom-tags: {Team: web, Cost: [1, no]}}}");

    assertThat(value(file, "api", Input.CUSTOM_TAGS))
        .isEqualTo("{\"Team\":\"web\",\"Cost\":[\"1\",\"no\"]}");
  }

  @Test
  void writes_further_targets_as_lines() {
    var file =
        read("images: {api: {also-push-to: [{aws-region: us-east-1, repository: a}, team/b]}}");

    assertThat(inputs(file, "api").lines(Input.ALSO_PUSH_TO))
        .isEqualTo(List.of("aws-region=us-east-1,repository=a", "team/b"));
  }

  @Test
  void refuses_one_further_target_that_is_no_list() {
    assertThat(mistakes("images: {a: {also-push-to: {aws-region: b, registry-id: '1'}}}"))
        .containsExactly(
            "ecr-push.yml:1:28: `also-push-to` is a list, and has no names. Each registry is an"
                + " entry: `[{aws-region: eu-west-2}]`.");
  }

  @Test
  void leaves_rules_for_tags_whole() {
    var file = read("images: {api: {tags: ['type=semver,pattern={{version}}', '\"a']}}");

    assertThat(value(file, "api", Input.TAGS))
        .isEqualTo("type=semver,pattern={{version}}\n\"\"\"a\"");
  }

  private static Inputs inputs(Configuration file, String name) {
    return Inputs.of(Map.of(), Map.of()).over(image(file, name).values());
  }

  private Configuration read(String text) {
    return read(text, Map.of());
  }

  private Configuration read(String text, Map<String, String> environment) {
    return new ConfigFolder(folder).with(FILE, text).read(FILE, environment);
  }

  private List<String> mistakes(String text) {
    return new ConfigFolder(folder).with(FILE, text).mistakes(FILE);
  }
}
