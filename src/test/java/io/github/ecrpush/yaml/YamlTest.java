package io.github.ecrpush.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlNode.Scalar;
import io.github.ecrpush.yaml.YamlNode.Sequence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"012345678901", "no", "1e3", "2026-01-01", "0x10", "1_000", ".5", "12:30:45"})
  void takes_a_scalar_as_the_text_that_it_is(String written) {
    assertThat(text(member(read("a: " + written), "a"))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null"})
  void knows_nothing_from_text(String written) {
    assertThat(((Scalar) member(read("a: " + written), "a")).isNothing()).isTrue();
    assertThat(((Scalar) member(read("a: '" + written + "'"), "a")).isNothing()).isFalse();
  }

  @Test
  void says_where_each_part_stands() {
    var list = (Sequence) member(read("a:\n  - b\n  - 'c'\n"), "a");

    assertThat(list.items().get(1).place()).hasToString("file.yml:3:5");
  }

  @Test
  void takes_a_byte_order_mark_and_lines_that_end_as_on_windows() {
    assertThat(text(member(read("\ufeffa: b\r\nc: d\r\n"), "c"))).isEqualTo("d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n"})
  void reads_nothing_where_nothing_is(String text) {
    assertThat(((Scalar) read(text)).isNothing()).isTrue();
  }

  @Test
  void puts_what_an_alias_names_in_its_place() {
    var root = read("a: &x {b: c}\nd: *x\n");

    assertThat(text(member(member(root, "d"), "b"))).isEqualTo("c");
  }

  @Test
  void merges_what_is_not_there_and_the_first_of_a_list_wins() {
    var root =
        read(
            """
            one: &one {a: 1, b: 1, c: 1}
            two: &two {b: 2, c: 2, d: 2}
            all:
              a: own
              <<: [*one, *two]
            """);

    var all = (Mapping) member(root, "all");

    assertThat(all.members().keySet()).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(text(member(all, "a"))).isEqualTo("own");
    assertThat(text(member(all, "b"))).isEqualTo("1");
    assertThat(text(member(all, "d"))).isEqualTo("2");
  }

  @Test
  void takes_a_merge_sign_in_quotes_as_a_name() {
    assertThat(text(member(read("'<<': a"), "<<"))).isEqualTo("a");
  }

  @Test
  void names_both_places_of_a_key_that_comes_twice() {
    assertThat(mistakes("a: 1\nb: 2\na: 3\n"))
        .containsExactly("file.yml:3:1: The same key stands at 1:1 already.");
    assertThat(mistakes("a: &a {}\nb:\n  <<: *a\n  <<: *a\n"))
        .containsExactly("file.yml:4:3: The same key stands at 3:3 already.");
  }

  @Test
  void tells_several_mistakes_at_once() {
    assertThat(mistakes("a: !!java.net.URL [x]\nb: *none\n[c]: d\n<<: e\n"))
        .containsExactly(
            "file.yml:1:4: A value has a tag, `!…`. Values here are texts, lists and mappings.",
            "file.yml:2:4: An alias has no anchor of its name before it.",
            "file.yml:3:1: A key is text.",
            "file.yml:4:5: `<<` merges a mapping, or a list of mappings.");
  }

  @Test
  void tags_that_say_what_is_seen_anyway_change_nothing() {
    assertThat(read("a: !!int 5\nb: !!bool true\nc: !!float 1.0\nd: !!null null\ne: !!str null"))
        .isEqualTo(read("a: 5\nb: true\nc: 1.0\nd: null\ne: 'null'"));
    assertThat(text(member(member(read("a: &a {x: 1}\nb: {!!merge <<: *a}"), "b"), "x")))
        .isEqualTo("1");
    assertThat(mistakes("a: !!int [1]\nb: !!merge c\n")).hasSize(2);
  }

  @Test
  void names_the_tags_that_compose_files_have() {
    assertThat(mistakes("a: !reset null\n").getFirst()).contains("`!reset` and `!override`");
  }

  @Test
  void has_words_of_its_own_for_what_is_no_yaml() {
    assertThat(mistakes("a:\n\tb: c\n").getFirst())
        .isEqualTo("file.yml:2:1: YAML is indented with spaces, but here is a tab.");
    assertThat(mistakes("a: b: c\n").getFirst()).contains("1:5: No key with `:` can stand here.");
    assertThat(mistakes("a: [b\nc: d\n").getFirst()).contains("a bracket at the end");
    assertThat(mistakes("a:\n  b: c\n d: e\n").getFirst()).contains("file.yml:3:2: This does not");
    assertThat(mistakes("a: 'b\n").getFirst()).contains("A quote was opened");
    assertThat(mistakes("a: @b\n").getFirst()).contains("begins with this character");
    assertThat(mistakes("a: b\nc: \u0007\n"))
        .containsExactly("file.yml:2:4: The character U+0007 is none that a text has.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\UFFFFFFFF", "\\U80000000"})
  void says_where_a_number_stands_for_no_character(String escape) {
    assertThat(mistakes("a: 1\nb: [\"\\U0010FFFF\", \"" + escape + "\"]"))
        .containsExactly("file.yml:2:20: There is no character of this number.");
  }

  @Test
  void never_quotes_a_value() {
    for (var text :
        List.of(
            "a: !hunter2!x b",
            "a: *hunter2",
            "%hunter2 x\na",
            "a: \"\\hunter2\"",
            "a: |hunter2" + "\n  b",
            "hunter2: a\nhunter2: b",
            "a: &hunter2 *hunter2")) {
      assertThat(mistakesOrNone(text)).noneMatch(mistake -> mistake.contains("hunter2"));
    }
  }

  @Test
  void refuses_a_second_document() {
    assertThat(mistakes("a: b\n---\nc: d\n").getFirst()).contains("A second document begins.");
  }

  @Test
  void refuses_an_alias_inside_of_what_it_names() {
    assertThat(mistakes("a: &x [b, *x]\n").getFirst()).contains("which has no end");
  }

  @Test
  void refuses_a_small_text_that_stands_for_a_large_one() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      var alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i,
                  i,
                  String.join(
                      ", ",
                      List.of(alias, alias, alias, alias, alias, alias, alias, alias, alias))));
    }

    assertThat(mistakes(bomb.toString()).getFirst()).contains("more than 10,000 keys and values");
  }

  @Test
  void refuses_long_texts_that_stand_in_many_places() {
    var bomb = "a: &a " + "x".repeat(100_000) + "\nb: [" + "*a, ".repeat(50) + "*a]\n";

    assertThat(mistakes(bomb).getFirst()).contains("or 4 MiB");
  }

  @Test
  void refuses_deep_nesting_with_and_without_aliases() {
    var chain = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 60; i++) {
      chain.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }

    assertThat(mistakes("[".repeat(500_000)).getFirst()).contains("deeper than 50");
    assertThat(mistakes("{a: ".repeat(100_000)).getFirst()).contains("deeper than 50");
    assertThat(mistakes("- ".repeat(100_000)).getFirst()).contains("deeper than 50");
    assertThat(mistakes(chain.toString()).getFirst()).contains("deeper than 50");
  }

  @Test
  void stops_at_a_number_of_mistakes_that_somebody_can_read() {
    assertThat(mistakes("a: 1\n".repeat(10_000))).hasSize(51);
  }

  private static YamlNode read(String text) {
    return Yaml.read("file.yml", text);
  }

  private static List<String> mistakes(String text) {
    var found = mistakesOrNone(text);
    assertThat(found).isNotEmpty();
    return found;
  }

  private static List<String> mistakesOrNone(String text) {
    var refused = catchThrowableOfType(YamlException.class, () -> read(text));
    return refused == null
        ? List.of()
        : refused.mistakes().stream().map(YamlMistake::toString).toList();
  }

  private static YamlNode member(YamlNode node, String name) {
    var member = ((Mapping) node).members().get(name);
    if (member == null) {
      throw new AssertionError("there is no " + name);
    }
    return member.value();
  }

  private static String text(YamlNode node) {
    return ((Scalar) node).text();
  }
}
