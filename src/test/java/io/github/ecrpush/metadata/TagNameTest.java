package io.github.ecrpush.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.image.Tag;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagNameTest {

  private final List<String> notices = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          feature/login; feature-login
          $(touch /tmp/x); touch-tmp-x-
          a  b//c; a-b-c
          Release_1.2; Release_1.2
          fix-été; fix--t-
          🦜-parrot; parrot
          """)
  void puts_a_hyphen_where_no_letter_may_stand(String text, String tag) {
    assertThat(TagName.of(text, notices)).contains(new Tag(tag));
  }

  @Test
  void repairs_a_beginning_that_no_tag_has_and_says_so() {
    assertThat(TagName.of("../../etc", notices)).contains(new Tag("etc"));
    assertThat(notices)
        .containsExactly(
            "The tag `..-..-etc` lost its beginning, because no tag begins with `.` or `-`: it is"
                + " `etc`.");
  }

  @Test
  void cuts_what_is_too_long_and_keeps_different_texts_apart() {
    var one = TagName.of("b".repeat(299) + "1", notices).orElseThrow().value();
    var two = TagName.of("b".repeat(299) + "2", notices).orElseThrow().value();

    assertThat(one).hasSize(128).startsWith("b".repeat(119) + "-");
    assertThat(two).hasSize(128).isNotEqualTo(one);
    assertThat(notices).hasSize(2).allMatch(text -> text.startsWith("A tag of 300 characters"));
  }

  @Test
  void makes_nothing_of_what_has_no_letter() {
    assertThat(TagName.of("🦜", notices)).isEmpty();
    assertThat(TagName.of("...", notices)).isEmpty();
    assertThat(TagName.of("", notices)).isEmpty();
  }

  @Test
  void keeps_a_tag_of_the_greatest_length() {
    assertThat(TagName.of("c".repeat(128), notices)).contains(new Tag("c".repeat(128)));
    assertThat(notices).isEmpty();
  }
}
