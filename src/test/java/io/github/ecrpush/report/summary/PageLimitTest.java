package io.github.ecrpush.report.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageLimitTest {

  private static final int LARGEST = 1024 * 1024;

  @Test
  void leaves_a_page_alone_that_github_shows() {
    var page = "é\n".repeat(LARGEST / 3);

    assertThat(PageLimit.cut(page)).isEqualTo(page);
  }

  @Test
  void cuts_a_page_that_is_too_large_behind_a_line_and_closes_its_fence() {
    var page = "### a\n````text\n" + "```\né and more\n".repeat(LARGEST / 10) + "````\n";

    var cut = PageLimit.cut(page);

    assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(LARGEST);
    assertThat(cut).hasSizeGreaterThan(LARGEST / 2);
    assertThat(cut).containsPattern("\n(```|é and more)\n````\n\n\n…\n\nThe rest was left out");
  }

  @Test
  void closes_what_was_folded_as_well_the_innermost_first() {
    var page = "<details>\n<summary>a</summary>\n\n```mermaid\ngantt\n" + "x\n".repeat(1_000);

    assertThat(PageLimit.cut(page, 300)).contains("x\n```\n\n</details>\n\n\n…\n");
  }

  @Test
  void takes_what_stands_in_a_fence_for_text() {
    var page = "```text\n<details>\n```\n" + "line\n".repeat(1_000);

    assertThat(PageLimit.cut(page, 300)).doesNotContain("</details>");
  }

  @Test
  void stays_below_any_limit_wherever_it_falls() {
    var page =
        "<details>\n\n````text\na\n````\n\n<details>\n\n```mermaid\nb\n```\n\n</details>\n</details>\n";
    var many = page.repeat(20);
    for (int largest = 150; largest < many.length(); largest++) {
      var cut = PageLimit.cut(many, largest);

      assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(largest);
      assertThat(count(cut, "<details>")).isEqualTo(count(cut, "</details>"));
    }
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }
}
