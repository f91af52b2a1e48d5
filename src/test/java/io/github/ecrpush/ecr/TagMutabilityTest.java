package io.github.ecrpush.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ecrpush.image.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagMutabilityTest {

  @Test
  void follows_the_setting_when_there_is_no_exception() {
    assertThat(new TagMutability(true, List.of()).mayMove(new Tag("1"))).isTrue();
    assertThat(new TagMutability(false, List.of()).mayMove(new Tag("1"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "latest, latest, true", "latest, latest2, false", "dev-*, dev-7, true", "dev-*, dev, false",
    "*-dev, a-dev, true", "a*b*c, a1b2c, true", "a*b*c, abc, true", "a*b*c, acb, false",
    "*, anything, true", "a**b, aXb, true", "v*.0, v10.0, true", "v*.0, v100, false"
  })
  void excepts_the_tags_that_match_a_pattern(String pattern, String tag, boolean excepted) {
    assertThat(new TagMutability(false, List.of("x", pattern)).mayMove(new Tag(tag)))
        .isEqualTo(excepted);
    assertThat(new TagMutability(true, List.of("x", pattern)).mayMove(new Tag(tag)))
        .isEqualTo(!excepted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mutable | mutable",
        "IMMUTABLE | immutable",
        "immutable except latest, dev-* | immutable except latest, dev-*",
        "Mutable EXCEPT v*.* , v*.*| mutable except v*.*"
      })
  void reads_how_tags_may_move(String text, String meaning) {
    assertThat(TagMutability.parse(text)).hasToString(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IMMUTABLE_WITH_EXCLUSION | it is `mutable` or `immutable`",
        "immutable except a, | an exception has 1 to 128",
        "immutable except a+b | an exception has 1 to 128",
        "immutable except a*b*c* | up to 2 `*`",
        "immutable except a,b,c,d,e,f | up to 5 exceptions"
      })
  void refuses_what_ecr_refuses(String text, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TagMutability.parse(text))
        .withMessageContaining(rule);
  }

  @Test
  void is_the_same_with_its_exceptions_in_another_order() {
    var one = new TagMutability(false, List.of("a", "b"));

    assertThat(one.isSameAs(new TagMutability(false, List.of("b", "a")))).isTrue();
    assertThat(one.isSameAs(new TagMutability(false, List.of("a")))).isFalse();
    assertThat(one.isSameAs(new TagMutability(true, List.of("a", "b")))).isFalse();
  }
}
