package io.github.ecrpush.operation;

import io.github.ecrpush.input.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The steps of workflows that a page shows.
final class PageSteps {

  private static final Pattern STEP = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
  private static final Pattern BLOCK_LINE = Pattern.compile("      \\S.*");

  private PageSteps() {}

  /// The inputs of each step, in their order.
  static List<Map<Input, String>> of(Path page) throws IOException {
    return STEP.matcher(Files.readString(page))
        .results()
        .map((MatchResult step) -> inputs(step.group(1)))
        .toList();
  }

  /// The lines below `with:`: `name: value`, or `name: |` with lines of its own.
  private static Map<Input, String> inputs(String step) {
    var inputs = new EnumMap<Input, String>(Input.class);
    var lines = new ArrayList<>(step.lines().toList());
    lines.subList(0, lines.indexOf("  with:") + 1).clear();
    Input last = Input.REPOSITORY;
    for (var line : lines) {
      if (BLOCK_LINE.matcher(line).matches()) {
        inputs.merge(
            last, line.strip(), (text, more) -> text + (text.isEmpty() ? "" : "\n") + more);
        continue;
      }
      int colon = line.indexOf(':');
      last =
          Input.valueOf(
              line.substring(0, colon).strip().toUpperCase(Locale.ROOT).replace('-', '_'));
      var value = line.substring(colon + 1).strip();
      inputs.put(last, value.equals("|") ? "" : value);
    }
    return inputs;
  }
}
