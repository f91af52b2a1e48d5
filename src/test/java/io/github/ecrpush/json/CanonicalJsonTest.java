package io.github.ecrpush.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

  @Test
  void sorts_members_by_their_code_units_and_writes_no_white_space() {
    var members = new HashMap<String, Object>();
    List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6", "a", "B")
        .forEach(name -> members.put(name, 1));

    assertThat(CanonicalJson.write(members))
        .isEqualTo(
            "{\"\\r\":1,\"1\":1,\"B\":1,\"a\":1,\"\u0080\":1,\"\u00f6\":1,\"\u20ac\":1,"
                + "\"\ud83d\ude00\":1,\"\ufb33\":1}");
  }

  @Test
  void escapes_what_must_be_and_nothing_else() {
    assertThat(CanonicalJson.write("\u0000\u001f\b\t\n\f\r\"\\/é\u2028\u007f"))
        .isEqualTo("\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\/é\u2028\u007f\"");
  }

  @Test
  void writes_numbers_truths_and_lists() {
    assertThat(CanonicalJson.write(List.of(1, -2L, true, false, List.of(), Map.of())))
        .isEqualTo("[1,-2,true,false,[],{}]");
  }

  @Test
  void has_no_fractions() {
    assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.write(List.of(0.5)));
  }

  @Test
  void puts_a_mark_in_the_place_of_half_a_character() {
    assertThat(CanonicalJson.write("a\ud83db\ude00")).isEqualTo("\"a\ufffdb\ufffd\"");
    assertThat(CanonicalJson.write("\ud83d\ud83d\ude00\ude00"))
        .isEqualTo("\"\ufffd\ud83d\ude00\ufffd\"");
  }

  @Test
  void writes_any_text_so_that_it_is_read_as_it_was() {
    var random = new Random(11);
    for (int i = 0; i < Integer.getInteger("fuzz.inputs", 10_000); i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        text.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x80 : 0xd800));
      }

      var written = CanonicalJson.write(List.of(text.toString()));

      assertThat(Json.parse(written).elements().getFirst().text()).contains(text.toString());
    }
  }
}
