package io.github.ecrpush.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JobSummaryTest {

  private static final int LARGEST = 1024 * 1024;

  @Test
  void leaves_a_page_alone_that_github_shows() {
    var page = "é\n".repeat(LARGEST / 3);

    assertThat(JobSummary.cut(page)).isEqualTo(page);
  }

  @Test
  void cuts_a_page_that_is_too_large_behind_a_line_and_closes_its_fence() {
    var page = "### a\n````text\n" + "```\né and more\n".repeat(LARGEST / 10) + "````\n";

    var cut = JobSummary.cut(page);

    assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(LARGEST);
    assertThat(cut).hasSizeGreaterThan(LARGEST / 2);
    assertThat(cut).containsPattern("\n(```|é and more)\n````\n…\n\nThe rest was left out");
  }
}
