package io.github.ecrpush.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanPathTest {

  @ParameterizedTest
  @CsvSource({
    "a/b, a/b",
    "./a//b/, a/b",
    "a/../b, b",
    "../a, ../a",
    "a/../../b, ../b",
    "/../a, /a",
    "/, /",
    "., .",
    "a/.., .",
    "'', .",
    "!./a, !./a",
    "foo/**/, foo/**",
  })
  void is_the_shortest_path_that_means_the_same(String path, String clean) {
    assertThat(CleanPath.of(path)).isEqualTo(clean);
  }
}
