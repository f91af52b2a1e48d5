package io.github.ecrpush.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.Fuzz;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that somebody wrote to do harm, or that a tool has broken.
class ConfigHostileTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("A", "1", "EMPTY", "", "LONG", "x".repeat(100_000));

  private static final List<String> GOOD =
      List.of(
          """
          version: 1
          variables: {REGION: eu-west-3, TAG: {default: dev}}
          x-base: &base {target: runtime, labels: {a: "b, c"}}
          defaults: {<<: *base, platforms: [linux/amd64]}
          images:
            "api-${matrix.node}":
              matrix: {node: [20, 22], os: [a]}
              build-args: |
                A=${A:-${TAG}}
              build-contexts: {base: "image:base", src: ./src}
              secret-files: [npm=npmrc]
            base: {context: ., no-cache: false, also-push-to: [{aws-region: us-east-1}]}
          """,
          """
          services:
            api:
              extends: {service: base}
              image: team/api:${TAG:-1}
              build: {context: a, args: [A, B=2], secrets: [s], additional_contexts: {b: "service:base"}}
            base: {build: ., profiles: [x]}
            other: {extends: {file: other.yaml, service: o}, x-ecr-push: {tags: [1.0]}}
          secrets: {s: {file: ./s}}
          """);

  private static final List<String> PIECES =
      List.of(
          "${",
          "}",
          "$",
          "${A:-",
          "&a ",
          "*a",
          "<<: ",
          "- ",
          "? ",
          ": ",
          "\n",
          "\t",
          "  ",
          "[",
          "]",
          "{",
          "}",
          "'",
          "\"",
          "|",
          ">",
          "#",
          "!!x ",
          "!",
          "%",
          "@",
          "`",
          "---\n",
          "...\n",
          "\r",
          "\u0000",
          "\ufeff",
          "\ud83d",
          "😀",
          "image:base",
          "service:api",
          "../../..",
          "/etc/passwd",
          "matrix: {a: [1,2,3,4,5,6,7,8,9], b: [1,2,3,4,5,6,7,8,9], c: [1,2,3,4,5]}\n",
          "${LONG}",
          "extends: api\n",
          "images:",
          "services:",
          "null",
          "~",
          "\\",
          "=",
          ",");

  @TempDir private Path folder;

  @Test
  @Tag("fuzz")
  void nothing_but_a_failure_of_ours_comes_of_any_file() {
    new ConfigFolder(folder).with("other.yaml", "services: {o: {build: {args: {A: 1}}}}");

    assertThat(
            Fuzz.of(this::read, Fuzz.failures("config-", "images-on-request"))
                .read(7, ConfigHostileTest::fileOfBytes))
        .isGreaterThan(0.02);
  }

  /// A new file for each text: one that is written again waits for the disk.
  private void read(String bytes) throws IOException {
    var file = folder.resolve("file.yml");
    Files.write(file, bytes.getBytes(ISO_8859_1), CREATE_NEW);
    try {
      var configuration = Configuration.read("file.yml", folder, ENVIRONMENT, _ -> {});
      var _ = Selection.of(configuration, List.of());
    } finally {
      Files.delete(file);
    }
  }

  /// The bytes of a file, each as a letter.
  private static String fileOfBytes(Random random) {
    var bytes = random.nextInt(20) == 0 ? noise(random) : mutated(random).getBytes(UTF_8);
    return new String(bytes, ISO_8859_1);
  }

  /// Time of the processor, which a busy machine does not make longer.
  private static long workOfThisThread() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static byte[] noise(Random random) {
    var bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String mutated(Random random) {
    var text = new StringBuilder(GOOD.get(random.nextInt(GOOD.size())));
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> text.delete(at, end);
        case 2 -> text.insert(at, text.substring(at, end));
        default -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return text.toString();
  }

  @Test
  void a_small_file_never_becomes_a_large_one() {
    var text = "x".repeat(200_000);
    var variables = new StringBuilder("images:\n");
    for (int i = 0; i < 200; i++) {
      variables.append("  a%d: {target: \"%s\"}\n".formatted(i, "${LONG}".repeat(10)));
    }
    var matrix =
        """
        defaults: {labels: {a: "%s${A}"}}
        images: {"i-${matrix.n}": {matrix: {n: [%s]}}}
        """
            .formatted(
                text, IntStream.range(0, 200).mapToObj(Integer::toString).collect(joining(",")));

    assertThat(mistakes(variables.toString()).getLast()).contains("larger than 4 MiB");
    assertThat(mistakes(matrix).getLast()).contains("larger than 4 MiB");
    assertThat(mistakes("images: {a: {target: '" + "${A:-".repeat(50_000) + "'}}").getLast())
        .contains("deeper than 20");
  }

  @Test
  void a_file_of_a_mebibyte_is_read_or_refused_in_time() {
    for (var piece :
        List.of(
            "a: b\n",
            "? ",
            "- ",
            "[",
            "{",
            "'",
            "\"\\",
            "&a ",
            "*a ",
            "|\n",
            "  ",
            "a",
            "#",
            "!a ",
            "a:",
            "${",
            ": ",
            "\n",
            "a,",
            "\\",
            "é",
            "%a\n",
            "---\n",
            "images: ")) {
      var text = piece.repeat((1 << 20) / piece.getBytes(UTF_8).length);
      long start = workOfThisThread();
      assertThat(mistakes(text)).isNotEmpty();
      assertThat(Duration.ofNanos(workOfThisThread() - start))
          .as(piece)
          .isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void no_value_of_a_secret_is_shown() {
    assertThat(mistakes("images: {a: {secrets: {t: hunter2}, secret-envs: hunter2}}"))
        .noneMatch(mistake -> mistake.contains("hunter2"));
  }

  private List<String> mistakes(String text) {
    return new ConfigFolder(folder).with("file.yml", text).mistakes("file.yml", ENVIRONMENT);
  }
}
