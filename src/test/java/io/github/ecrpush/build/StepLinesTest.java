package io.github.ecrpush.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepLinesTest {

  private final List<String> seen = new ArrayList<>();
  private final StepLines lines = new StepLines(seen::add);

  @Test
  void joins_chunks_into_lines_and_cuts_characters_nowhere() {
    var bytes = "erste Zeile: é\nzweite".getBytes(StandardCharsets.UTF_8);
    for (byte next : bytes) {
      lines.write(new byte[] {next});
    }

    assertThat(seen).containsExactly("erste Zeile: é");
    lines.flush();
    assertThat(seen).containsExactly("erste Zeile: é", "zweite");
  }

  @Test
  void makes_lines_of_a_progress_bar() {
    write("10%\r20%\r\n30%\n");

    assertThat(seen).containsExactly("10%", "20%", "30%");
  }

  @Test
  void takes_out_what_steers_a_terminal() {
    write(
        "\u001b[31mred\u001b[0m \u001b]0;title\u0007end\u001b[2J\u0008\u202egnp.exe\u009b5mx\u001bcy\n");

    assertThat(seen).containsExactly("red endgnp.exe5mxy");
  }

  @Test
  void survives_sequences_that_never_end() {
    write("a\u001b[\nb\u001b]0;never\nc\u001b\n");

    assertThat(seen).containsExactly("a", "b", "c");
  }

  @Test
  void shows_broken_text_with_replacement_characters() {
    lines.write(new byte[] {'o', (byte) 0xff, (byte) 0xc3, 'k', '\n'});

    assertThat(seen).containsExactly("o\ufffd\ufffdk");
  }

  @Test
  void cuts_a_line_without_end_and_says_so() {
    var megabyte = new byte[1 << 20];
    java.util.Arrays.fill(megabyte, (byte) 'x');
    lines.write(megabyte);
    lines.flush();

    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst())
        .hasSizeLessThan(4200)
        .endsWith("x … (1044480 more bytes in this line)");
  }

  @Test
  void remembers_the_last_lines_only() {
    for (int i = 1; i <= 100; i++) {
      write("line " + i + "\n");
    }

    assertThat(lines.last()).hasSize(20).startsWith("line 81").endsWith("line 100");
  }

  private void write(String text) {
    lines.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
