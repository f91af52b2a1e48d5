package io.github.ecrpush.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void finds_what_is_there_and_nothing_where_nothing_is() {
    var tree = Json.parse("{\"a\":{\"b\":[1,\"two\",true,null]}}");

    assertThat(tree.at("a").at("b").elements()).hasSize(4);
    assertThat(tree.at("a").at("b").elements().get(0).number()).contains(1L);
    assertThat(tree.at("a").at("b").elements().get(1).text()).contains("two");
    assertThat(tree.at("a").at("b").elements().get(2).truth()).contains(true);
    assertThat(tree.at("x").at("y").text()).isEmpty();
    assertThat(tree.at("a").text()).isEmpty();
  }

  @Test
  void writes_what_it_reads() {
    var text = "{\"a\":[1,2.5,\"é \\\"q\\\" \\n\",true,null],\"b\":{}}";

    assertThat(Json.write(Json.parse(text))).isEqualTo(text);
    assertThat(Json.write(new TreeMap<>(Map.of("k", List.of("v"))))).isEqualTo("{\"k\":[\"v\"]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1,", "{\"a\":}", "nope"})
  void refuses_what_is_no_json(String text) {
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> Json.parse(text));
  }

  @Test
  void reads_a_part_and_passes_over_the_rest() throws IOException {
    var text = "{\"x\":[{\"a\":1}],\"a\":{\"b\":{\"c\":[7]},\"d\":0},\"broken";

    assertThat(part(text, "a", "b").at("c").elements().getFirst().number()).contains(7L);
    assertThat(part("{\"a\":{}}", "a", "b").isMissing()).isTrue();
    assertThat(part("[1]", "a").isMissing()).isTrue();
    assertThat(part("{\"a\":1}", "a", "b").isMissing()).isTrue();
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> part("{\"a\" 1}", "b"));
  }

  @Test
  void reads_the_bytes_of_a_member_that_is_base64() {
    var read = Json.parse("{\"a\":[1],\"b\":\"\\/\\/8=\",\"c\":\"d\"}".getBytes(UTF_8), "b");

    assertThat(read.at("b").bytes()).contains(new byte[] {-1, -1});
    assertThat(read.at("a").elements().getFirst().number()).contains(1L);
    assertThat(read.at("c").text()).contains("d");
    assertThat(Json.parse("{\"b\":7}".getBytes(UTF_8), "b").at("b").number()).contains(7L);
    assertThat(Json.parse("[7]".getBytes(UTF_8), "b").isArray()).isTrue();
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> Json.parse("{\"b\":\"?\"}".getBytes(UTF_8), "b"));
  }

  @Test
  void writes_into_a_stream_what_is_read_one_after_the_other() {
    var stream = new ByteArrayOutputStream();
    var listed = List.of(Map.of("a", "é"), Map.of("b", "c"));
    Iterable<Map<String, String>> elements = () -> listed.iterator();

    Json.write(Map.of("list", elements), stream);

    assertThat(stream.toString(UTF_8)).isEqualTo("{\"list\":[{\"a\":\"é\"},{\"b\":\"c\"}]}");
  }

  private static JsonTree part(String text, String... path) throws IOException {
    return Json.part(new ByteArrayInputStream(text.getBytes(UTF_8)), path);
  }
}
