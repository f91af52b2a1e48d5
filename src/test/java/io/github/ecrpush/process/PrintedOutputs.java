package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads standard output as a script would, and takes nothing but outputs: `name=value`, or
/// `name<<DELIMITER` with the value's lines up to the delimiter.
public final class PrintedOutputs {

  private static final Pattern LINE = Pattern.compile("([a-z-]+)(=|<<)(.*)");

  private PrintedOutputs() {}

  public static Map<String, String> parse(String text) {
    assertThat(text).as("an unfinished line").matches("(?s)|.*\\n");
    var outputs = new LinkedHashMap<String, String>();
    var lines = text.lines().iterator();
    while (lines.hasNext()) {
      var line = lines.next();
      var matcher = LINE.matcher(line);
      assertThat(matcher.matches()).as("no output: `%s`", line).isTrue();
      var value = matcher.group(3);
      if (matcher.group(2).equals("<<")) {
        var inside = new ArrayList<String>();
        var next = lines.next();
        while (!next.equals(value)) {
          inside.add(next);
          next = lines.next();
        }
        assertThat(inside).as("`%s` needs no delimiter", matcher.group(1)).hasSizeGreaterThan(1);
        value = String.join("\n", inside);
      }
      assertThat(outputs.put(matcher.group(1), value)).as("twice: " + line).isNull();
    }
    return outputs;
  }
}
