package io.github.ecrpush.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An editor that has our schema and the program say the same about a file.
class SchemaAgreementTest {

  private static final String FILE = "ecr-push.yml";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "images: {api: }",
        "{version: 1, variables: ~, defaults: ~, images: {a: ~}}",
        "{variables: {A: 1, B: {default: ~, required: false, description: ~}}, images: {a: }}",
        "images: {a.b_C-9: }",
        "images: {'a-${matrix.node_1}': {matrix: {node_1: [22]}}}",
        "{timeout: 90, parallel: 64, images: {a: }}",
        "{timeout: 1h30m, parallel: '${P:-4}', images: {a: }}",
        "{timeout: '${T:-15m}', dry-run: '${D:-true}', images: {a: }}",
        "images: {a: {labels: 'a=b'}, b: {labels: [a=b, ~]}, c: {labels: {a: 5, b: ~}}}",
        "images: {a: {labels: '${L:-a=b}'}, b: {labels: {}}, c: {labels: ''}}",
        "images: {a: {build-args: A}, b: {build-args: [A, B=1]}, c: {build-args: {A: ~}}}",
        "images: {a: {push: auto}, b: {push: true}, c: {network: '${N:-host}'}}",
        "images: {a: {also-push-to: [{aws-region: eu-west-2}, 'aws-region=eu-west-3']}}",
        "images: {a: {custom-tags: {a: b}, x-own: [1]}}",
      })
  @MethodSource("nothingForEachInput")
  void both_take_what_is_right(String text) throws IOException {
    assertThat(ConfigFolder.names(new ConfigFolder(folder).with(FILE, text).read(FILE)))
        .isNotEmpty();
    assertThat(isAcceptedBySchema(text)).isTrue();
  }

  static Stream<String> nothingForEachInput() {
    return Stream.concat(
        InputPlace.IMAGE.inputs().stream()
            .map(input -> "{defaults: {%1$s: ~}, images: {a: {%1$s: ~}}}".formatted(input.key())),
        InputPlace.RUN.inputs().stream()
            .map(input -> "{%s: ~, images: {a: }}".formatted(input.key())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "images: {}",
        "images: ~",
        "images: {a b: }",
        "images: {team/a: }",
        "images: {-a: }",
        "images: {'': }",
        "images: {a: text}",
        "images: {a: {matrix: ~}}",
        "images: {a: {matrix: {}}}",
        "images: {a: {matrix: {n: []}}}",
        "images: {'a-${matrix.n}': {matrix: {n: [1, ~]}}}",
        "images: {a: {matrix: {n-m: [1]}}}",
        "{defaults: {matrix: {n: [1]}}, images: {a: }}",
        "images: {a: {labels: 5}}",
        "images: {a: {labels: team}}",
        "images: {a: {labels: [5]}}",
        "images: {a: {secret-files: [npmrc]}}",
        "images: {a: {network: bridge}}",
        "images: {a: {no-cache: yes}}",
        "images: {a: {platforms: {linux: amd64}}}",
        "images: {a: {also-push-to: {aws-region: eu-west-2}}}",
        "images: {a: {repostory: b}}",
        "{timeout: abc, images: {a: }}",
        "{timeout: 1d, images: {a: }}",
        "{timeout: 0, images: {a: }}",
        "{parallel: 65, images: {a: }}",
        "{version: 2, images: {a: }}",
      })
  void both_refuse_what_is_wrong(String text) throws IOException {
    assertThat(new ConfigFolder(folder).with(FILE, text).mistakes(FILE)).isNotEmpty();
    assertThat(isAcceptedBySchema(text)).isFalse();
  }

  @Test
  void the_schema_takes_the_file_of_the_example() throws IOException {
    assertThat(isAcceptedBySchema(Files.readString(Path.of("examples/monorepo/ecr-push.yml"))))
        .isTrue();
  }

  private static boolean isAcceptedBySchema(String text) throws IOException {
    var schema = Json.parse(Files.readString(Path.of("docs/ecr-push.schema.json")));
    return new SchemaCheck(schema).accepts(Yaml.read(FILE, text));
  }
}
