package io.github.ecrpush.ecr;

import static org.assertj.core.api.Assertions.assertThat;

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
}
