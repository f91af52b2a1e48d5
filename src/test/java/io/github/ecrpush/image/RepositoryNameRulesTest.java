package io.github.ecrpush.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryNameRulesTest {

  private static final String LETTERS = "abzABZ09._-/ :@éßİ\n\t😀٣+";

  @ParameterizedTest
  @CsvSource({
    "City_Guided/API, city_guided/api",
    "Team/App, team/app",
    "team/app/, team/app",
    "/team//app, team/app",
    "a..b, a.b",
    "a___b, a__b",
    "a-_b, a-b",
    "-app-, app",
    "my app, my-app",
    "Café/Crème, cafe/creme",
    "app:1.0, app",
    "team/app@sha256:00, team/app",
    "a/-/b, a/b"
  })
  void proposes_the_nearest_name(String written, String proposal) {
    assertThat(RepositoryNameRules.proposalFor(written)).hasToString("Optional[" + proposal + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "///", "--", "é", ":tag"})
  void proposes_nothing_when_too_little_is_left(String written) {
    assertThat(RepositoryNameRules.proposalFor(written)).isEmpty();
    assertThat(RepositoryNameRules.brokenBy(written)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Team/App | Letters are lower case; this has `T`, `A`.",
        "a b+c    | A name is made of the letters `a` to `z`, digits, `.`, `_`, `-` and `/`; this has"
            + " a blank, `+`.",
        "a//b     | `/` stands between two parts of the name, neither of which is empty.",
        "team/-a  | Each part of the name begins and ends with a letter or a digit.",
        "a..b     | Between letters and digits stands one `.`, one or two `_`, or any number of `-`,"
            + " and no mixture of them.",
        "ab:1.0   | A tag or a digest does not belong to the name: `:1.0`.",
        "a        | A name has 2 to 256 characters; this has 1."
      })
  void names_the_rule_that_is_broken(String written, String rule) {
    assertThat(RepositoryNameRules.brokenBy(written)).containsExactly(rule);
  }

  @Test
  void cuts_a_name_that_is_too_long() {
    var proposal = RepositoryNameRules.proposalFor("a".repeat(255) + "-b").orElseThrow();

    assertThat(proposal).hasToString("a".repeat(255));
  }

  @Test
  void proposes_only_names_that_ecr_takes_and_says_a_rule_exactly_when_one_is_broken() {
    var random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      var text = text(random, random.nextInt(i % 100 == 0 ? 300 : 12));
      boolean isName = isName(text);

      assertThat(RepositoryNameRules.brokenBy(text).isEmpty()).as("`%s`", text).isEqualTo(isName);
      var proposal = RepositoryNameRules.proposalFor(text); // it checks itself
      if (isName) {
        assertThat(proposal).contains(new RepositoryPath(text));
      }
    }
  }

  private static boolean isName(String text) {
    try {
      var _ = new RepositoryPath(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String text(Random random, int length) {
    var letters = LETTERS.codePoints().toArray();
    var text = new StringBuilder();
    random.ints(length, 0, letters.length).forEach(i -> text.appendCodePoint(letters[i]));
    return text.toString();
  }
}
