package io.github.ecrpush.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileTest {

  private static final String TWO_STAGES =
      """
      # syntax=docker/dockerfile:1
      ARG JDK=25
      FROM --platform=$BUILDPLATFORM eclipse-temurin:${JDK} AS Build
      WORKDIR /src

      # what changes least comes first
      COPY pom.xml .
      RUN ./mvnw -q \\
          # a comment between
          dependency:go-offline \\

          package
      COPY src src
      FROM busybox
      COPY --from=build /src/app /app
      COPY --from=ghcr.io/team/tool:1 /tool /tool
      RUN --mount=type=bind,from=alpine,target=/a ls $DIR
      RUN ls $DIR
      RUN ls $DIR
      """;

  @Test
  void knows_where_each_instruction_begins_and_ends() {
    var run = read(TWO_STAGES).instructions().get(4);

    assertThat(run.word()).isEqualTo("RUN");
    assertThat(run.firstLine()).isEqualTo(8);
    assertThat(run.lastLine()).isEqualTo(12);
    assertThat(run.arguments()).isEqualTo("./mvnw -q     dependency:go-offline     package");
  }

  @Test
  void knows_the_images_that_a_build_takes() {
    var dockerfile = read(TWO_STAGES);

    assertThat(dockerfile.images(Optional.empty()))
        .containsExactly(
            "docker/dockerfile:1",
            "busybox",
            "eclipse-temurin:25",
            "ghcr.io/team/tool:1",
            "alpine");
    assertThat(dockerfile.images(Optional.of("BUILD")))
        .containsExactly("docker/dockerfile:1", "eclipse-temurin:25");
    assertThat(dockerfile.images(Optional.of("0")))
        .isEqualTo(dockerfile.images(Optional.of("build")));
    assertThat(dockerfile.images(Optional.of("other"))).containsExactly("docker/dockerfile:1");
    assertThat(read("").images(Optional.empty())).isEmpty();
    assertThat(
            Dockerfile.read(TWO_STAGES, Map.of("BUILDKIT_SYNTAX", "team/frontend"))
                .images(Optional.of("build")))
        .containsExactly("team/frontend", "eclipse-temurin:25");
  }

  @Test
  void takes_no_image_for_a_stage_and_none_from_a_stage_that_is_not_needed() {
    var dockerfile =
        read(
            """
            ARG REGISTRY
            FROM ${REGISTRY:-registry.example}/base AS alpine
            FROM alpine AS tools
            FROM idle AS not-needed
            FROM scratch
            COPY --from=1 /a /a
            COPY --chmod=755 --from=TOOLS /b /b
            RUN --mount=type=cache,target=/c --mount=type=bind,from=mounted,target=/d ls
            FROM alpine
            """);

    assertThat(dockerfile.images(Optional.of("3")))
        .containsExactly("registry.example/base", "mounted");
    assertThat(dockerfile.images(Optional.empty())).containsExactly("registry.example/base");
  }

  @Test
  void knows_the_stages_and_what_they_begin_with() {
    var stages = read(TWO_STAGES).stages();

    assertThat(stages).extracting(Stage::image).containsExactly("eclipse-temurin:25", "busybox");
    assertThat(stages)
        .extracting(Stage::name)
        .containsExactly(Optional.of("build"), Optional.empty());
    assertThat(stages).extracting(Stage::line).containsExactly(3, 14);
    assertThat(read(TWO_STAGES).stageNames()).containsExactly("build");
  }

  @Test
  void puts_given_arguments_before_defaults() {
    assertThat(Dockerfile.read(TWO_STAGES, Map.of("JDK", "21")).stages().getFirst().image())
        .isEqualTo("eclipse-temurin:21");
  }

  @ParameterizedTest
  @CsvSource({
    "$A, one",
    "${A}, one",
    "x${A}y, xoney",
    "${B:-two}, two",
    "${A:-two}, one",
    "${A:+three}, three",
    "$B, $B",
    "${A:?x}, ${A:?x}",
    "$C, one-2",
    "$, $",
  })
  void puts_the_values_of_arguments_into_an_image(String written, String image) {
    var text = "ARG A=\"one\"\nARG B\nARG C=${A}-2\nFROM " + written + "\n";

    assertThat(read(text).stages().getFirst().image()).isEqualTo(image);
  }

  @ParameterizedTest
  @CsvSource({
    "eclipse-temurin:25, 3",
    "docker.io/library/eclipse-temurin:25, 3",
    "docker.io/library/busybox:latest, 14",
    "busybox, 14",
    "ghcr.io/team/tool:1, 16",
    "docker.io/library/alpine:latest, 17",
  })
  void finds_the_line_that_names_an_image(String image, int line) {
    assertThat(read(TWO_STAGES).lineOfImage(image)).hasValue(line);
  }

  @Test
  void finds_no_line_for_an_image_that_is_not_named() {
    assertThat(read(TWO_STAGES).lineOfImage("debian")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[build 3/5] COPY pom.xml . | 7",
        "[build 4/5] RUN ./mvnw -q     dependency:go-offline     package | 8",
        "[stage-1 2/6] COPY --from=build /src/app /app | 15",
        "[linux/arm64 stage-1 2/6] COPY --from=build /src/app /app | 15",
        "[stage-1 5/6] RUN ls $DIR | 18",
        "[stage-1 6/6] RUN ls /some where | 19",
        "[2/6] COPY --from=build /src/app /app | 15",
        "[linux/arm64 2/6] COPY --from=build /src/app /app | 15",
        "[ 2/16] COPY --from=build /src/app /app | 15",
        "[build  3/15] COPY pom.xml . | 7",
        "[linux/arm64 stage-1  2/16] COPY --from=build /src/app /app | 15",
      })
  void finds_the_line_of_a_step(String name, int line) {
    assertThat(read(TWO_STAGES).lineOfStep(name)).hasValue(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[internal] load build definition from Dockerfile",
        "exporting to image",
        "[build 9/9] RUN something else",
        "[other 3/5] COPY pom.xml .",
        "[build 99999999999/5] COPY pom.xml .",
        "[",
      })
  void finds_no_line_for_what_is_no_step(String name) {
    assertThat(read(TWO_STAGES).lineOfStep(name)).isEmpty();
  }

  @Test
  void skips_the_text_of_here_documents() {
    var file =
        read(
            """
            FROM busybox
            RUN <<EOF cat > /x && <<-"END OF IT" cat
            FROM not-an-image
            EOF
            RUN not-an-instruction
            \tEND OF IT
            COPY a b
            RUN echo $((1 << SHIFT))
            USER me
            """);

    assertThat(file.instructions())
        .extracting(Instruction::word)
        .containsExactly("FROM", "RUN", "COPY", "RUN", "USER");
    assertThat(file.instructions().get(1).lastLine()).isEqualTo(6);
    assertThat(file.at(5)).contains(file.instructions().get(1));
  }

  @Test
  void heeds_the_escape_directive() {
    var file = read("# escape=`\nFROM windows\nRUN dir C:\\\nRUN a `\n  b\n");

    assertThat(file.instructions()).extracting(Instruction::firstLine).containsExactly(2, 3, 4);
    assertThat(file.instructions().getLast().arguments()).isEqualTo("a   b");
  }

  @Test
  void an_escaped_escape_continues_nothing() {
    assertThat(read("FROM a\nRUN echo \\\\\nRUN b").instructions()).hasSize(3);
  }

  @Test
  void reads_past_a_byte_order_mark_and_windows_line_ends() {
    var file = read("\ufeffFROM a AS b\r\nRUN x \\\r\n  y\r\n");

    assertThat(file.stageNames()).containsExactly("b");
    assertThat(file.instructions().getLast().arguments()).isEqualTo("x   y");
  }

  @ParameterizedTest
  @CsvSource({"''", "'#'", "'\\'", "FROM", "RUN", "'RUN <<EOF'", "'FROM a AS'", "'FROM --x'"})
  void reads_a_broken_file_without_complaint(String text) {
    assertThat(read(text).lineOfStep("[1/1] RUN x")).isEmpty();
  }

  @Test
  void reads_whatever_bytes_there_are_in_good_time() {
    var random = new Random(42);
    var words = "FROM RUN ARG AS a \\ \n \n \t # << EOF \" ' $A ${ } = --from= -- , \r \u2028 é";
    var parts = words.split(" ", -1);

    Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int round = 0; round < 500; round++) {
            var text = new StringBuilder();
            for (int i = 0; i < 200; i++) {
              text.append(parts[random.nextInt(parts.length)])
                  .append(random.nextBoolean() ? " " : "");
            }
            var file = read(text.toString());
            file.lineOfImage("a");
            file.lineOfStep("[1/1] RUN a a a a");
          }
          read("RUN " + "a".repeat(1_000_000) + " <<".repeat(10_000));
        });
  }

  private static Dockerfile read(String text) {
    return Dockerfile.read(text, Map.of());
  }
}
