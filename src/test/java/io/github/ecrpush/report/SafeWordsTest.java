package io.github.ecrpush.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.Redactor;
import org.junit.jupiter.api.Test;

class SafeWordsTest {

  @Test
  void takes_arguments_out_of_what_a_build_says_also_where_it_was_cut() {
    var words = SafeWords.of(SampleRun.pushed().run(), new Redactor());

    assertThat(words.said("RUN echo planted-npm-hunter2 2.4.1")).isEqualTo("RUN echo *** 2.4.1");
    assertThat(words.said("RUN echo planted-npm-hu…")).doesNotContain("planted");
  }
}
