package io.github.ecrpush.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListReaderTest {

  @Test
  void splits_words_at_lines_and_commas() {
    assertThat(ListReader.words("a, b\nc\r\n\n d ")).containsExactly("a", "b", "c", "d");
  }

  @Test
  void never_splits_lines_at_commas() {
    assertThat(ListReader.lines("A=1,2\nB=3")).containsExactly("A=1,2", "B=3");
  }

  @Test
  void keeps_commas_and_line_breaks_of_a_quoted_entry() {
    assertThat(ListReader.lines("\"KEY=first\nsecond,third\"\nOTHER=1"))
        .containsExactly("KEY=first\nsecond,third", "OTHER=1");
    assertThat(ListReader.words("\"a,b\",c")).containsExactly("a,b", "c");
  }

  @Test
  void reads_a_doubled_quote_as_one() {
    assertThat(ListReader.lines("\"A=say \"\"hi\"\"\"")).containsExactly("A=say \"hi\"");
  }

  @Test
  void leaves_a_quote_inside_a_field_as_it_is() {
    assertThat(ListReader.lines("JSON={\"a\":1}\nQ=\"x\""))
        .containsExactly("JSON={\"a\":1}", "Q=\"x\"");
  }

  @Test
  void leaves_a_quote_that_is_never_closed_as_it_is() {
    assertThat(ListReader.lines("\"A=1\nB=2")).containsExactly("\"A=1", "B=2");
  }

  @Test
  void leaves_out_comments_and_blank_lines_but_not_a_hash_inside_a_value() {
    assertThat(ListReader.lines("# colours\n\n  # more\nCOLOUR=#fff\n"))
        .containsExactly("COLOUR=#fff");
  }

  @Test
  void keeps_a_line_of_a_quoted_value_that_begins_with_a_hash() {
    assertThat(ListReader.lines("\"SCRIPT=#!/bin/sh\n# hello\""))
        .containsExactly("SCRIPT=#!/bin/sh\n# hello");
  }

  @Test
  void reads_a_rule_in_quotes_once_more_and_nothing_else() {
    assertThat(ListReader.records("\"type=raw,value=a\"\n\"a,b\"\nc,d"))
        .containsExactly(List.of("type=raw", "value=a"), List.of("a,b"), List.of("c", "d"));
  }

  @Test
  void keeps_the_end_of_a_quoted_entry_where_that_is_wished() {
    var text = " \" A= b \"\nC=d \n\"E=1\n\"";

    assertThat(ListReader.exactLines(text)).containsExactly("A= b ", "C=d", "E=1\n");
    assertThat(ListReader.lines(text)).containsExactly("A= b", "C=d", "E=1");
  }

  @Test
  void finds_nothing_in_nothing() {
    assertThat(ListReader.words("")).isEmpty();
    assertThat(ListReader.lines("\n,\n")).containsExactly(",");
    assertThat(ListReader.words("\n,\n")).isEmpty();
  }
}
