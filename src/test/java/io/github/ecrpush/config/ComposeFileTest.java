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
import org.junit.jupiter.params.provider.CsvSource;

class ComposeFileTest {

  private static final String FILE = "compose.yaml";

  @TempDir private Path folder;

  @Test
  void makes_an_image_of_each_service_that_is_built() {
    var file =
        read(
            """
            name: shop
            services:
              api:
                image: 123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/api:1.0
                build:
                  context: apps/api
                  dockerfile: docker/Dockerfile
                  target: runtime
                  args: {NODE: 22, FROM_ENV: , NOWHERE: }
                  labels: [team=web, "note=a, \\"b\\""]
                  platforms: [linux/arm64]
                  network: host
                  no_cache: true
                  pull: false
                  tags: ["123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/api:stable"]
                ports: ["80:80"]
                env_file: runtime.env
              web: {build: apps/web, platform: linux/amd64}
              db: {image: postgres}
            volumes: {data: }
            """,
            Map.of("FROM_ENV", "a$b"));

    assertThat(names(file)).containsExactly("api", "web");
    assertThat(image(file, "api").values())
        .containsEntry(Input.REPOSITORY, "123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/api")
        .containsEntry(Input.TAGS, "1.0\nstable")
        .containsEntry(Input.CONTEXT, "apps/api")
        .containsEntry(Input.FILE, "apps/api/docker/Dockerfile")
        .containsEntry(Input.TARGET, "runtime")
        .containsEntry(Input.BUILD_ARGS, "NODE=22\nFROM_ENV=a$b")
        .containsEntry(Input.PLATFORMS, "linux/arm64")
        .containsEntry(Input.NETWORK, "host")
        .containsEntry(Input.NO_CACHE, "true");
    assertThat(inputs(file, "api").lines(Input.LABELS))
        .containsExactly("team=web", "note=a, \"b\"");
    assertThat(image(file, "web").values())
        .containsOnly(
            Map.entry(Input.CONTEXT, "apps/web"),
            Map.entry(Input.PLATFORMS, "linux/amd64"),
            Map.entry(Input.REPOSITORY, "web"));
    assertThat(notices(file)).isEmpty();
  }

  @Test
  void takes_names_and_tags_of_no_registry() {
    var file = read("services: {a: {build: ., image: 'team/a:${TAG:-dev}'}}", Map.of());

    assertThat(value(file, "a", Input.REPOSITORY)).isEqualTo("team/a");
    assertThat(value(file, "a", Input.TAGS)).isEqualTo("dev");
  }

  @Test
  void takes_keys_with_nothing_below_them_for_keys_that_are_not_there() {
    var file =
        read("services: {a: {build: {context: ., secrets: , args: }, x-ecr-push: }}", Map.of());

    assertThat(image(file, "a").values())
        .containsOnly(Map.entry(Input.CONTEXT, "."), Map.entry(Input.REPOSITORY, "a"));
  }

  @Test
  void refuses_a_name_without_a_repository() {
    assertThat(mistakes("services: {a: {image: ':x', build: {tags: ['reg.example/:y']}}}"))
        .containsExactly(
            "compose.yaml:1:23: The name `:x` has no repository in it.",
            "compose.yaml:1:44: The name `reg.example/:y` has no repository in it.");
    assertThat(value(read("services: {a: {image: '', build: .}}", Map.of()), "a", Input.REPOSITORY))
        .isEqualTo("a");
  }

  @Test
  void refuses_a_name_that_ends_before_its_tag() {
    assertThat(mistakes("services: {a: {image: 'team/a:', build: {tags: ['team/a:@sha256:1']}}}"))
        .containsExactly(
            "compose.yaml:1:23: The name `team/a:` has no tag behind its `:`.",
            "compose.yaml:1:49: The name `team/a:@sha256:1` has no tag behind its `:`.");
  }

  @Test
  void refuses_names_that_are_none() {
    assertThat(
            mistakes(
                """
                services:
                  a: {image: "web:feature/foo", build: .}
                  b: {image: "https://reg.example/web:1", build: .}
                  c: {image: "reg.example:x/web:1", build: .}
                """))
        .containsExactly(
            "compose.yaml:2:14: The name `web:feature/foo` has a `/` behind its `:`, and a tag has"
                + " none.",
            "compose.yaml:3:14: The name of an image has no `https://` in it.",
            "compose.yaml:4:14: The name `reg.example:x/web:1` has a `/` behind its `:`, and a tag"
                + " has none.");
  }

  @ParameterizedTest
  @CsvSource({
    "123456789012.dkr.ecr.eu-west-3.amazonaws.com",
    "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com",
    "123456789012.dkr-ecr.eu-west-3.on.aws",
    "123456789012.dkr-ecr-fips.us-east-1.on.aws"
  })
  void knows_the_registries_in_ecr(String host) {
    var file = read("services: {a: {build: ., image: '" + host + "/team/a:1'}}", Map.of());

    assertThat(value(file, "a", Input.REPOSITORY)).isEqualTo(host + "/team/a");
  }

  @Test
  void knows_another_registry_by_the_port_of_its_address() {
    var file = read("services: {a: {build: ., image: '[::1]:5000/team/a:1'}}", Map.of());

    assertThat(value(file, "a", Input.REPOSITORY)).isEqualTo("a");
    assertThat(notices(file)).singleElement().asString().contains("`[::1]:5000/team/a`");
  }

  @Test
  void says_that_the_digest_of_a_name_is_not_heeded() {
    var file = read("services: {a: {build: ., image: 'team/a:1@sha256:12'}}", Map.of());

    assertThat(value(file, "a", Input.REPOSITORY)).isEqualTo("team/a");
    assertThat(value(file, "a", Input.TAGS)).isEqualTo("1");
    assertThat(notices(file))
        .containsExactly(
            "compose.yaml:1:33: The digest of the name `team/a` is not heeded: an image has the one"
                + " that it is built with.");
  }

  @Test
  void says_with_mistakes_that_the_files_of_include_are_not_read() {
    var notRead = "compose.yaml:1:1: The files of `include` are not read.";

    assertThat(mistakes("include: [other.yaml]\nservices: {a: {build: {secrets: [npm]}}}"))
        .containsExactly(
            notRead, "compose.yaml:2:34: The secret `npm` is not declared under `secrets`.");
    assertThat(mistakes("include: [other.yaml]\nservices: {a: {extends: base}}"))
        .containsExactly(
            notRead, "compose.yaml:2:16: There is no service `base` in `compose.yaml`.");
    assertThat(mistakes("include: [other.yaml]\nname: shop"))
        .containsExactly("compose.yaml:1:1: The file has no `services`.", notRead);
  }

  @Test
  void refuses_a_path_in_a_home() {
    assertThat(
            mistakes(
                """
                services:
                  a: {build: "~/src"}
                  b: {build: {context: "~"}}
                  c: {build: {context: "./~", secrets: [s]}}
                secrets: {s: {file: ~/.npmrc}}
                """))
        .containsExactly(
            "compose.yaml:2:14: The path `~/src` does not stay in the workspace.",
            "compose.yaml:3:24: The path `~` does not stay in the workspace.",
            "compose.yaml:5:14: The path `~/.npmrc` does not stay in the workspace.");
  }

  @Test
  void says_that_it_does_not_heed_a_list_of_files() {
    var files = new ConfigFolder(folder).with(FILE, "services: {a: {build: .}}");
    var notice =
        "compose.yaml:1:1: The variable `COMPOSE_FILE` is not heeded: the input `config` names the"
            + " file.";

    assertThat(notices(files.read(FILE, Map.of("COMPOSE_FILE", "a.yaml:b.yaml"))))
        .containsExactly(notice);
    assertThat(notices(files.with(".env", "COMPOSE_FILE=a.yaml").read(FILE)))
        .containsExactly(notice);
    assertThat(notices(files.with(".env", "COMPOSE_FILE=").read(FILE))).isEmpty();
  }

  @Test
  void says_what_it_does_not_heed() {
    var file =
        read(
            """
            include: [other.yaml]
            services:
              api:
                image: ghcr.io/octo-org/api:1.0
                build: {context: ., cache_from: [a], shm_size: 1g, isolation: x}
                environment: {A: "${B}"}
              web:
                image: team/web
                build: {tags: ["team/other:1"], target: "${STAGE}"}
            """,
            Map.of());

    assertThat(notices(file))
        .containsExactly(
            "compose.yaml:1:1: The files of `include` are not read.",
            "compose.yaml:5:25: `cache_from` of the service `api` is not heeded.",
            "compose.yaml:5:42: `shm_size` of the service `api` is not heeded.",
            "compose.yaml:5:56: `isolation` of the service `api` is not heeded.",
            "compose.yaml:4:12: The name `ghcr.io/octo-org/api` is not heeded: it is in another"
                + " registry than ECR, or in a second repository. Under `x-ecr-push`, `repository`"
                + " and `also-push-to` say where an image goes.",
            "compose.yaml:9:45: The variable `STAGE` is not set, and taken as empty.",
            "compose.yaml:9:20: The name `team/other` is not heeded: it is in another registry than"
                + " ECR, or in a second repository. Under `x-ecr-push`, `repository` and"
                + " `also-push-to` say where an image goes.");
  }

  @Test
  void takes_our_own_inputs_under_x_ecr_push() {
    var file =
        read(
            """
            services:
              api:
                image: ghcr.io/octo-org/api:1.0
                build: {context: ., target: dev}
                x-ecr-push: {repository: team/api, create-repository: if-missing, target: prod}
            """,
            Map.of());

    assertThat(image(file, "api").values())
        .containsEntry(Input.REPOSITORY, "team/api")
        .containsEntry(Input.TAGS, "1.0")
        .containsEntry(Input.CREATE_REPOSITORY, "if-missing")
        .containsEntry(Input.TARGET, "prod");
    assertThat(notices(file)).isEmpty();
  }

  @Test
  void extends_services_of_the_file_and_of_others_with_their_own_folders() {
    var files =
        new ConfigFolder(folder)
            .with(
                "shared/base.yaml",
                """
                services:
                  base:
                    extends: root
                    build: {args: {B: base}, tags: [a:1], platforms: [linux/amd64]}
                  root: {build: {context: src, args: [A=root, B=root]}, image: a}
                """)
            .with(
                FILE,
                """
                services:
                  api:
                    extends: {file: shared/base.yaml, service: base}
                    build: {args: [C=own], tags: ["a:2"]}
                  web: {extends: api, build: {args: {C: web}}}
                """);

    var file = files.read(FILE);

    assertThat(value(file, "api", Input.CONTEXT)).isEqualTo("shared/src");
    assertThat(value(file, "api", Input.BUILD_ARGS)).isEqualTo("A=root\nB=base\nC=own");
    assertThat(value(file, "api", Input.TAGS)).isEqualTo("1\n2");
    assertThat(value(file, "web", Input.BUILD_ARGS)).isEqualTo("A=root\nB=base\nC=web");
  }

  @Test
  void puts_values_into_the_entries_of_a_list_before_it_parts_them() {
    var file =
        read(
            """
            services:
              api:
                build:
                  labels: ["com.${IMG}.x=1"]
                  args:
                    - ${IMG}_N=1
                    - $PAIR
                    - ${NONE:-D=e=f}
                    - V=$PAIR
                    - PRICE=$$5 $DOLLAR
                    - $EMPTY
              web: {extends: api, build: {args: {shop_N: 2}}}
            """,
            Map.of("IMG", "shop", "PAIR", "A=b=c", "DOLLAR", "$IMG", "EMPTY", ""));

    assertThat(value(file, "api", Input.LABELS)).isEqualTo("com.shop.x=1");
    assertThat(inputs(file, "api").lines(Input.BUILD_ARGS))
        .containsExactly("shop_N=1", "A=b=c", "D=e=f", "V=A=b=c", "PRICE=$5 $IMG");
    assertThat(inputs(file, "web").lines(Input.BUILD_ARGS)).startsWith("shop_N=2", "A=b=c");
  }

  @Test
  void takes_a_label_without_a_value_as_empty() {
    var file =
        read(
            """
            services:
              a: {build: {labels: [traefik.enable, y=1]}}
              b: {build: {labels: {traefik.enable: , y: 1}}}
            """,
            Map.of());

    assertThat(value(file, "a", Input.LABELS)).isEqualTo("traefik.enable=\ny=1");
    assertThat(value(file, "b", Input.LABELS)).isEqualTo("traefik.enable=\ny=1");
  }

  @Test
  void keeps_the_blanks_at_the_end_of_a_value() {
    var file =
        read(
            """
            services:
              a: {build: {args: {A: " x "}, labels: ["y= z "]}}
              b: {build: {args: ["A= x "]}}
            """,
            Map.of());

    assertThat(inputs(file, "a").lines(Input.BUILD_ARGS)).containsExactly("A= x ");
    assertThat(inputs(file, "a").lines(Input.LABELS)).containsExactly("y= z ");
    assertThat(inputs(file, "b").lines(Input.BUILD_ARGS)).containsExactly("A= x ");
  }

  @Test
  void puts_the_override_over_a_file_of_the_usual_name() {
    var files =
        new ConfigFolder(folder)
            .with(FILE, "services: {a: {build: src, image: a}, b: {image: b}}")
            .with(
                "compose.override.yaml",
                "services: {a: {build: {target: dev}}, b: {build: other}, c: {build: c}}");

    var file = files.read(FILE);

    assertThat(names(file)).containsExactly("a", "b", "c");
    assertThat(value(file, "a", Input.CONTEXT)).isEqualTo("src");
    assertThat(value(file, "a", Input.TARGET)).isEqualTo("dev");
  }

  @Test
  void a_key_without_a_value_keeps_what_is_below() {
    var files =
        new ConfigFolder(folder)
            .with(
                FILE,
                """
                services:
                  a: {build: {context: src, target: prod, args: {A: 1, B: 2}}, image: team/a}
                  b: {extends: a, build: , image: }
                  c: {extends: a, build: {target: , args: }}
                """)
            .with(
                "compose.override.yaml",
                """
                services:
                  a:
                  b: {build: }
                  c: {build: {args: {A: }}}
                """);

    var file = files.read(FILE);

    assertThat(image(file, "b").values()).isEqualTo(image(file, "a").values());
    assertThat(value(file, "c", Input.TARGET)).isEqualTo("prod");
    assertThat(value(file, "c", Input.BUILD_ARGS)).isEqualTo("B=2");
    assertThat(value(files.read(FILE, Map.of("A", "3")), "c", Input.BUILD_ARGS))
        .isEqualTo("A=3\nB=2");
  }

  @Test
  void extends_within_each_file_before_it_puts_the_override_over() {
    var files =
        new ConfigFolder(folder)
            .with(
                FILE,
                """
                services:
                  base: {build: {context: base, target: first}}
                  a: {extends: base}
                  b: {extends: base, build: {args: {A: 1}}}
                """)
            .with(
                "compose.override.yaml",
                """
                services:
                  base: {build: {target: second}}
                  other: {build: {args: {B: 2}}}
                  b: {extends: other}
                """);

    var file = files.read(FILE);

    assertThat(value(file, "base", Input.TARGET)).isEqualTo("second");
    assertThat(value(file, "a", Input.TARGET)).isEqualTo("first");
    assertThat(value(file, "b", Input.BUILD_ARGS)).isEqualTo("A=1\nB=2");
    files.with("compose.override.yaml", "services: {b: {extends: a}}");
    assertThat(files.mistakes(FILE))
        .containsExactly(
            "compose.override.yaml:1:16: There is no service `a` in `compose.override.yaml`. Did you"
                + " mean `b`?");
  }

  @Test
  void takes_the_folder_of_the_first_file_where_no_context_is_named() {
    var files =
        new ConfigFolder(folder)
            .with("shared/base.yaml", "services: {base: {build: {dockerfile: docker/Dockerfile}}}")
            .with(
                "apps/" + FILE,
                "services: {a: {extends: {file: ../shared/base.yaml, service: base}}}");

    var file = files.read("apps/" + FILE);

    assertThat(value(file, "a", Input.CONTEXT)).isEqualTo("apps");
    assertThat(value(file, "a", Input.FILE)).isEqualTo("apps/docker/Dockerfile");
  }

  @Test
  void takes_the_first_override_of_any_usual_name() {
    var files =
        new ConfigFolder(folder)
            .with(FILE, "services: {a: {build: src}}")
            .with("docker-compose.override.yml", "services: {a: {build: {target: dev}}}");

    assertThat(value(files.read(FILE), "a", Input.TARGET)).isEqualTo("dev");
    assertThat(notices(files.read(FILE))).isEmpty();
    files.with("compose.override.yaml", "services: {a: {build: {target: first}}}");
    assertThat(value(files.read(FILE), "a", Input.TARGET)).isEqualTo("first");
    assertThat(notices(files.read(FILE)))
        .containsExactly(
            "compose.yaml:1:1: The file has 2 overrides, and only `compose.override.yaml` is read.");
    assertThat(
            value(
                files.with("my-compose.yml", "services: {a: {build: .}}").read("my-compose.yml"),
                "a",
                Input.TARGET))
        .isEmpty();
  }

  @Test
  void takes_variables_of_the_environment_before_those_of_the_env_file() {
    var files =
        new ConfigFolder(folder)
            .with(
                ".env",
                """
                # comment
                A=file
                export B="b $A ${C:-c} \\$D" # why
                E='raw $A'
                F=plain $E # why
                G="two
                lines"
                """)
            .with(
                FILE,
                """
                services:
                  api: {build: {args: [A, "B=$B", "E=${E}", "F=${F}", "G=${G}"]}}
                """);

    var file = files.read(FILE, Map.of("A", "outside"));

    assertThat(inputs(file, "api").lines(Input.BUILD_ARGS))
        .containsExactly(
            "A=outside", "B=b outside c $D", "E=raw $A", "F=plain raw $A", "G=two\nlines");
  }

  @Test
  void takes_both_signs_of_an_env_file_and_tells_lines_that_are_no_entry() {
    var files =
        new ConfigFolder(folder)
            .with(".env", "\n  A: one=1\nB=two:2\nexport C\n")
            .with(FILE, "services: {a: {build: {args: ['A=$A', 'B=$B', C]}}}");

    assertThat(value(files.read(FILE, Map.of("C", "3")), "a", Input.BUILD_ARGS))
        .isEqualTo("A=one=1\nB=two:2\nC=3");
    files.with(".env", "A=1\n  CO LON=1\n=3\nno entry\n");
    assertThat(files.mistakes(FILE))
        .hasSize(3)
        .allMatch(line -> line.contains(": A line is `NAME=value`, and a name has"))
        .anyMatch(line -> line.startsWith(".env:2:3: "))
        .anyMatch(line -> line.startsWith(".env:3:1: "))
        .anyMatch(line -> line.startsWith(".env:4:1: "));
  }

  @Test
  void writes_the_name_of_the_project_as_compose_does() {
    var file =
        read(
            "{name: _My.Shop-1_, services: {a: {build: {target: '$COMPOSE_PROJECT_NAME'}}}}",
            Map.of());

    assertThat(value(file, "a", Input.TARGET)).isEqualTo("myshop-1_");
  }

  @Test
  void reads_quotes_of_an_env_file_as_compose_does() {
    var files =
        new ConfigFolder(folder)
            .with(".env", "A='it\\'s' # why\nB='a\\\\nb'\nC=\"x\"# why\nD=^foo$\n")
            .with(FILE, "services: {a: {build: {args: [A, B, C, D]}}}");

    assertThat(inputs(files.read(FILE), "a").lines(Input.BUILD_ARGS))
        .containsExactly("A=it's", "B=a\\\\nb", "C=x", "D=^foo$");
    files.with(".env", "A='x'y\nB=\"x\" C=1\n");
    assertThat(files.mistakes(FILE))
        .containsExactly(
            ".env:1:6: Behind the quote that closes a value stands nothing but a comment.",
            ".env:2:6: Behind the quote that closes a value stands nothing but a comment.");
  }

  @Test
  void passes_over_a_folder_that_is_called_as_the_env_file() {
    var files =
        new ConfigFolder(folder)
            .with(".env/other", "")
            .with(FILE, "services: {a: {build: {target: x}}}");

    assertThat(value(files.read(FILE), "a", Input.TARGET)).isEqualTo("x");
  }

  @Test
  void knows_the_name_of_the_project_by_the_last_who_gives_one() {
    var files =
        new ConfigFolder(folder)
            .with(FILE, "{name: file, services: {a: {build: {target: '$COMPOSE_PROJECT_NAME'}}}}");

    assertThat(value(files.read(FILE), "a", Input.TARGET)).isEqualTo("file");
    files.with("compose.override.yaml", "name: ${COMPOSE_PROJECT_NAME:-override}");
    assertThat(value(files.read(FILE), "a", Input.TARGET)).isEqualTo("override");
    files.with(".env", "COMPOSE_PROJECT_NAME=dotenv");
    assertThat(value(files.read(FILE), "a", Input.TARGET)).isEqualTo("dotenv");
    assertThat(
            value(files.read(FILE, Map.of("COMPOSE_PROJECT_NAME", "outside")), "a", Input.TARGET))
        .isEqualTo("outside");
  }

  @Test
  void passes_over_the_mark_that_an_env_file_begins_with() {
    var file =
        new ConfigFolder(folder)
            .with(".env", "\ufeffSTAGE=prod\n")
            .with(FILE, "services: {a: {build: {target: '$STAGE'}}}")
            .read(FILE);

    assertThat(value(file, "a", Input.TARGET)).isEqualTo("prod");
    assertThat(notices(file)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "${SET:-x},1",
    "${SET-x},1",
    "${EMPTY:-x},x",
    "${EMPTY-x},''",
    "${NONE:-x},x",
    "${NONE-x},x",
    "${SET:+x},x",
    "${EMPTY:+x},''",
    "${EMPTY+x},x",
    "${NONE+x},''",
    "${SET:?m},1",
    "${EMPTY?m},''",
    "${NONE:-${SET}-$SET},1-1",
    "$$SET,$SET",
    "a$SET.b,a1.b",
    "${NONE:-},''",
    "${NONE:-a:-b},a:-b",
    "${NONE:-{\"x\":1}},{\"x\":1}",
    "${SET:-{\"x\":1}},1",
    "${NONE:-$${HOME}/x},${HOME}/x",
    "${NONE:-a{b${NONE:-{c}}d}e},a{b{c}d}e",
    "^foo$,^foo$",
    "$5,$5",
    "a $ b,a $ b",
    "$(date),$(date)",
    "$-x,$-x",
    "${NONE:-$},$",
    "$é$SET,$é1"
  })
  void reads_variables_as_compose_does(String written, String meant) {
    var file =
        read(
            "services: {a: {build: {target: '" + written + "'}}}", Map.of("SET", "1", "EMPTY", ""));

    assertThat(value(file, "a", Input.TARGET)).isEqualTo(meant);
  }

  @Test
  void tells_no_second_mistake_of_a_text_whose_variable_has_no_value() {
    assertThat(mistakes("services: {a: {build: ., image: '${REPO:?first}:${TAG:?second}'}}"))
        .containsExactly(
            "compose.yaml:1:33: The variable `REPO` has no value. first",
            "compose.yaml:1:33: The variable `TAG` has no value. second");
  }

  @Test
  void knows_which_profiles_are_on() {
    var text =
        "services: {a: {build: a, profiles: [x]}, b: {build: b, profiles: [y, z]}, c: {build: c}}";

    assertThat(onRequest(read(text, Map.of()))).isEqualTo("a b ");
    assertThat(onRequest(read(text, Map.of("COMPOSE_PROFILES", "other, z")))).isEqualTo("a ");
    assertThat(onRequest(read(text, Map.of("COMPOSE_PROFILES", "*")))).isEmpty();
  }

  @Test
  void takes_secrets_from_files_and_variables() {
    var file =
        read(
            """
            services:
              api: {build: {secrets: [npm, {source: token, target: gh}]}}
            secrets:
              npm: {file: ./npmrc}
              token: {environment: GH_TOKEN}
            """,
            Map.of());

    assertThat(value(file, "api", Input.SECRET_FILES)).isEqualTo("npm=npmrc");
    assertThat(value(file, "api", Input.SECRET_ENVS)).isEqualTo("gh=GH_TOKEN");
  }

  @Test
  void knows_which_service_another_one_is_built_from() {
    var file =
        read(
            """
            services:
              api: {build: {additional_contexts: ["base=service:base", files=./shared]}}
              base: {build: base}
            """,
            Map.of());

    assertThat(image(file, "api").uses()).containsExactly(Map.entry("base", "base"));
    assertThat(value(file, "api", Input.BUILD_CONTEXTS)).isEqualTo("files=shared");
  }

  @Test
  void tells_all_mistakes_at_once() {
    assertThat(
            new ConfigFolder(folder)
                .with(
                    FILE,
                    """
                    services:
                      a: {extends: b, build: .}
                      b: {extends: a}
                      c: {extends: nothing, build: {dockerfile_inline: FROM x}}
                      d: {build: {secrets: [none, kept], network: [x]}}
                      e: {build: {args: {A: "${A:?set A}"}, no_cache: no}}
                      f: {build: .}
                      f: {build: .}
                    secrets: {kept: {external: true}}
                    """)
                .mistakes(FILE))
        .containsExactly("compose.yaml:8:3: The same key stands at 7:3 already.");
    assertThat(
            new ConfigFolder(folder)
                .with(
                    FILE,
                    """
                    services:
                      a: {extends: b, build: .}
                      b: {extends: a}
                      c: {extends: nothing, build: {dockerfile_inline: FROM x}}
                      d: {build: {secrets: [none, kept], network: [x]}}
                      e: {build: {args: {A: "${A:?set A}"}, no_cache: no}}
                    secrets: {kept: {external: true}}
                    """)
                .mistakes(FILE))
        .containsExactly(
            "compose.yaml:3:7: The service extends `a` in `compose.yaml`, and so itself: `a` in"
                + " `compose.yaml` → `b` in `compose.yaml`.",
            "compose.yaml:4:7: There is no service `nothing` in `compose.yaml`.",
            "compose.yaml:4:33: `dockerfile_inline` is not built. Put it into a file.",
            "compose.yaml:5:25: The secret `none` is not declared under `secrets`.",
            "compose.yaml:5:47: Here stands one piece of text, and no list and no mapping.",
            "compose.yaml:6:25: The variable `A` has no value. set A",
            "compose.yaml:6:51: The input `no-cache` was given as `no`. It knows only `true`,"
                + " `false`.",
            "compose.yaml:7:11: A secret of a build comes from a `file` or from a variable,"
                + " `environment`.");
  }

  @Test
  void tells_keys_that_compose_does_not_have() {
    new ConfigFolder(folder)
        .with("compose.override.yaml", "{service: {}, x-own: 1}")
        .with("base.yaml", "services: {base: {buid: b}}");

    assertThat(
            mistakes(
                """
                volume: {}
                x-own: 1
                services:
                  a: {build: {contxt: a, trget: prod, dockerFile: x, x-own: 1}, profile: [x], x-own: 1}
                  b: {biuld: a, ports: [], extends: {file: base.yaml, service: base}}
                """))
        .containsExactly(
            "base.yaml:1:19: There is no key `buid` here. Did you mean `build`?",
            "compose.override.yaml:1:2: There is no key `service` here. Did you mean `services`?",
            "compose.yaml:1:1: There is no key `volume` here. Did you mean `volumes`?",
            "compose.yaml:4:15: There is no key `contxt` here. Did you mean `context`?",
            "compose.yaml:4:26: There is no key `trget` here. Did you mean `target`?",
            "compose.yaml:4:39: There is no key `dockerFile` here. Did you mean `dockerfile`?",
            "compose.yaml:4:65: There is no key `profile` here. Did you mean `profiles`?",
            "compose.yaml:5:7: There is no key `biuld` here. Did you mean `build`?");
  }

  @Test
  void tells_keys_that_extends_does_not_have() {
    new ConfigFolder(folder).with("other.yaml", "services: {base: {build: .}}");

    assertThat(
            mistakes(
                """
                services:
                  base: {build: .}
                  a: {extends: {fle: other.yaml, service: base}}
                """))
        .containsExactly("compose.yaml:3:17: There is no key `fle` here. Did you mean `file`?");
  }

  @Test
  void tells_once_that_a_file_to_extend_cannot_be_read() {
    assertThat(
            mistakes(
                """
                services:
                  a: {extends: {file: nope.yaml, service: base}}
                  b: {extends: {file: https://one.example/base.yaml, service: base}}
                """))
        .containsExactly(
            "compose.yaml:2:7: The file `nope.yaml` cannot be read. There is no file of that name.",
            "compose.yaml:3:16: The file `https://one.example/base.yaml` is at an address, and"
                + " nothing is fetched. Name one in the workspace.");
  }

  @Test
  void wants_lists_of_profiles_and_tags() {
    assertThat(
            mistakes(
                """
                services:
                  a: {build: {tags: team/a:2}, profiles: x, image: [team/a]}
                  b: {build: {tags: [[x]]}, profiles: }
                """))
        .containsExactly(
            "compose.yaml:2:21: Here stands a list, such as `[one, two]`.",
            "compose.yaml:2:42: Here stands a list, such as `[one, two]`.",
            "compose.yaml:2:52: Here stands one piece of text, and no list and no mapping.",
            "compose.yaml:3:22: Here stands one piece of text, and no list and no mapping.");
  }

  @Test
  void refuses_a_file_without_an_image() {
    assertThat(mistakes("{name: shop, volumes: {data: }}"))
        .containsExactly("compose.yaml:1:1: The file has no `services`.");
    assertThat(mistakes("services:\n"))
        .containsExactly("compose.yaml:1:1: No service has `build`, so there is no image.");
    assertThat(mistakes("name: shop\nservices: {db: {image: postgres}, api: {build: }}"))
        .containsExactly("compose.yaml:2:1: No service has `build`, so there is no image.");
    assertThat(mistakes("services: {'no name': {build: .}}")).hasSize(1);
  }

  @Test
  void knows_a_compose_file_of_any_name() {
    var files = new ConfigFolder(folder).with("images.yml", "services: {a: {build: .}}");

    assertThat(names(files.read("images.yml"))).containsExactly("a");
  }

  private List<String> mistakes(String text) {
    return new ConfigFolder(folder).with(FILE, text).mistakes(FILE);
  }

  private static List<String> notices(Configuration file) {
    return Selection.of(file, List.of()).notices();
  }

  private static Inputs inputs(Configuration file, String name) {
    return Inputs.of(Map.of(), Map.of()).over(image(file, name).values());
  }

  private static String onRequest(Configuration file) {
    var names = new StringBuilder();
    file.images().stream()
        .filter(ConfiguredImage::isOnRequest)
        .forEach(image -> names.append(image.name()).append(' '));
    return names.toString();
  }

  private Configuration read(String text, Map<String, String> environment) {
    return new ConfigFolder(folder).with(FILE, text).read(FILE, environment);
  }
}
