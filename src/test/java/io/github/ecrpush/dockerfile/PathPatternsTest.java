package io.github.ecrpush.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternsTest {

  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, b, false",
    "a, a/b/c, true",
    "a/b, a, false",
    "a, ab, false",
    "a.b, axb, false",
    "a(b|c)+$, a(b|c)+$, true",
    "*, a, true",
    "*, a/b, true",
    "*.md, a.md, true",
    "*.md, d/a.md, false",
    "*/*.md, d/a.md, true",
    "?.md, é.md, true",
    "?.md, 😀.md, true",
    "a?b, a/b, false",
    "**, a/b/c, true",
    "**/a, a, true",
    "**/a, x/y/a, true",
    "**/a, xa, false",
    "**a, xa, true",
    "**.log, d/x.log, true",
    "**/*.log, d/x.log, true",
    "**/*.log, x.log, true",
    "a/**, a, false",
    "a/**, a/b, true",
    "a**, ab/c, true",
    "a/**/b, a/b, true",
    "a/**/b, a/x/y/b, true",
    "a/**/b, ab, false",
    "**/a/**, x/a/y, true",
    "**/a/**, a, false",
    "a/**/*, a/b/c, true",
    "[a-c].txt, b.txt, true",
    "[a-c].txt, d.txt, false",
    "[^a-c].txt, d.txt, true",
    "[[].txt, [.txt, true",
    "[&&a].txt, &.txt, true",
    "[a\\]].txt, ].txt, true",
    "\\*.txt, *.txt, true",
    "\\*.txt, a.txt, false",
    "a]b, a]b, true",
    "/a, a, false",
    "./a/, a, true",
    "a/../b, b, true",
    "' a ', a, true",
  })
  void one_pattern_matches_as_docker_has_it(String pattern, String path, boolean matches) {
    assertThat(matches(List.of(pattern), path)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "a/keep, false",
    "a/other, true",
    "a/keep/below, false",
    "a/keep/not, true",
    "b, false",
  })
  void the_last_pattern_that_matches_decides(String path, boolean matches) {
    assertThat(matches(List.of("a", "!a/keep", "a/keep/not"), path)).isEqualTo(matches);
  }

  @Test
  void an_exception_before_the_pattern_has_no_effect() {
    assertThat(matches(List.of("!a", "*"), "a")).isTrue();
  }

  @Test
  void blank_patterns_match_nothing() {
    assertThat(PathPatterns.of(List.of("", "  ")).isEmpty()).isTrue();
  }

  @Test
  void a_name_with_a_line_break_is_not_crossed_by_two_stars() {
    assertThat(matches(List.of("x/**/*.md"), "x/a\nb/c.md")).isFalse();
    assertThat(matches(List.of("*.md"), "a\nb.md")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "[", "[]", "[a", "[]a]", "[-a]", "[a-]", "a[\\"})
  void refuses_a_pattern_that_breaks_its_own_rules(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PathPatterns.of(List.of(pattern)))
        .withMessageContaining(pattern.substring(1));
  }

  @ParameterizedTest
  @CsvSource({"a, true", "a/b, true", "a/b/c, false", "x, false", "a/bc, false"})
  void a_chosen_path_can_only_be_below_its_own_directories(String directory, boolean can) {
    assertThat(PathPatterns.of(List.of("a/b/**")).canMatchBelow(directory)).isEqualTo(can);
  }

  @Test
  void a_wildcard_can_match_below_any_directory() {
    assertThat(PathPatterns.of(List.of("**/x")).canMatchBelow("a/b/c")).isTrue();
  }

  @Test
  void only_an_exception_can_take_back_what_is_below() {
    assertThat(PathPatterns.of(List.of("a", "a/b")).canExceptBelow("a")).isFalse();
    assertThat(PathPatterns.of(List.of("a", "!a/b")).canExceptBelow("a")).isTrue();
    assertThat(PathPatterns.of(List.of("a", "!b/c")).canExceptBelow("a")).isFalse();
  }

  private static boolean matches(List<String> texts, String path) {
    var patterns = PathPatterns.of(texts);
    var match = PathPatterns.Match.ROOT;
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      match = patterns.match(path.substring(0, end), match);
    }
    return patterns.match(path, match).matched();
  }
}
