package io.github.ecrpush.dockerfile;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the instruction behind the name of a build step: `[stage-1 2/4] RUN make`. For Docker
/// 20.10 the name is all there is.
final class StepFinder {

  private static final Pattern NAME =
      Pattern.compile(
          "\\[ *(?:(?:\\S+ )??([^\\s\\]]+) +)?([0-9]{1,6})/[0-9]+] (.+)", Pattern.DOTALL);
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}|\\$[A-Za-z_][A-Za-z0-9_]*");

  private final List<Stage> stages;

  StepFinder(List<Stage> stages) {
    this.stages = stages;
  }

  OptionalInt line(String name) {
    var parts = NAME.matcher(name.strip());
    if (!parts.matches()) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(parts.group(2));
    var text = oneSpaced(parts.group(3));
    for (int index = 0; index < stages.size(); index++) {
      if (isStage(parts, index)) {
        var line = lineIn(stages.get(index), number, text);
        if (line.isPresent()) {
          return line;
        }
      }
    }
    return OptionalInt.empty();
  }

  private boolean isStage(Matcher name, int index) {
    var called = name.group(1);
    return called == null
        || called.contains("/") // a platform: the stage has no name then
        || called.equals("stage-" + index)
        || stages.get(index).name().filter(called::equalsIgnoreCase).isPresent();
  }

  /// The same instruction may stand there twice; then the number decides.
  private static OptionalInt lineIn(Stage stage, int number, String text) {
    var found = OptionalInt.empty();
    int step = 0;
    for (var instruction : stage.instructions()) {
      if (!instruction.isStep()) {
        continue;
      }
      step++;
      if (isCalled(instruction, text)) {
        if (step == number) {
          return OptionalInt.of(instruction.firstLine());
        }
        if (found.isEmpty()) {
          found = OptionalInt.of(instruction.firstLine());
        }
      }
    }
    return found;
  }

  /// BuildKit puts the values of variables into the name.
  private static boolean isCalled(Instruction instruction, String text) {
    var written = oneSpaced(instruction.text());
    if (written.equals(text)) {
      return true;
    }
    var pattern = new StringBuilder();
    var variables = VARIABLE.matcher(written);
    int end = 0;
    while (variables.find()) {
      pattern.append(Pattern.quote(written.substring(end, variables.start()))).append(".*");
      end = variables.end();
    }
    return end > 0
        && Pattern.compile(pattern + Pattern.quote(written.substring(end)), Pattern.DOTALL)
            .matcher(text)
            .matches();
  }

  private static String oneSpaced(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
