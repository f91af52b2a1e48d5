package io.github.ecrpush.failure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// A failure as a person reads it on a terminal.
public final class FailureText {

  private FailureText() {}

  public static String of(Failure failure) {
    var explanation = failure.explanation();
    var text = new StringBuilder();
    text.append("✗ ").append(explanation.what()).append("\n\n");
    paragraph(text, "Why", explanation.why());
    if (failure instanceof Failure.BuildFailed(_, _, _, List<String> lastLines)
        && !lastLines.isEmpty()) {
      text.append("\n  The last lines of the step:\n\n");
      lastLines.forEach(line -> text.append("      | ").append(line).append('\n'));
      text.append('\n');
    }
    paragraph(text, "Fix", explanation.fix());
    text.append("\n  (")
        .append(explanation.id())
        .append(", exit code ")
        .append(ExitCode.of(failure))
        .append(failure instanceof Failure.Cancelled ? "; 143 after SIGTERM)\n" : ")\n");
    return text.toString();
  }

  /// With a stack trace below it when the program itself is wrong.
  public static String withTrace(Failure failure) {
    if (!(failure instanceof Failure.Bug(_, Throwable cause))) {
      return of(failure);
    }
    var trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    return of(failure) + trace;
  }

  private static void paragraph(StringBuilder text, String label, String body) {
    if (body.isEmpty()) {
      return;
    }
    var indent = " ".repeat(label.length() + 4);
    var first = true;
    for (var line : body.stripTrailing().lines().toList()) {
      if (first) {
        text.append("  ").append(label).append(": ").append(line);
      } else if (!line.isBlank()) {
        text.append(indent).append(line);
      }
      text.append('\n');
      first = false;
    }
  }
}
