package io.github.ecrpush.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class WorkflowCommandTest {

  @Test
  void is_one_line_whatever_it_says() {
    assertThat(WorkflowCommand.of("error", "100 %\r\nof: it, all"))
        .hasToString("::error::100 %25%0D%0Aof: it, all");
  }

  @Test
  void keeps_properties_apart() {
    var properties = new LinkedHashMap<String, String>();
    properties.put("file", "a,b:c%.txt");
    properties.put("line", "3");
    properties.put("title", "");

    assertThat(new WorkflowCommand("warning", properties, "x"))
        .hasToString("::warning file=a%2Cb%3Ac%25.txt,line=3::x");
  }
}
