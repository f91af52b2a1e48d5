package io.github.ecrpush.action;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.operation.MetFailure;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.report.NamesText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What GitHub shows beside the run, and in the file that it is about. It keeps ten of a kind and
/// drops the rest, so there are no more than ten, and what weighs most comes first: failures; then
/// warnings about the run; then those about lines of a Dockerfile.
///
/// @param redact takes secrets out, before anything is cut
record Annotations(
    List<MetFailure> failures,
    List<Warning> warnings,
    List<Notice> notices,
    UnaryOperator<String> redact) {

  private static final int MOST = 10;

  /// GitHub cuts a message after 4096 characters; a link stands behind ours.
  private static final int LONGEST = 3_800;

  List<WorkflowCommand> commands() {
    var commands = new ArrayList<WorkflowCommand>();
    commands.addAll(limited("error", failures.stream().map(this::error).toList()));
    commands.addAll(
        limited(
            "warning",
            warnings.stream()
                .sorted((one, other) -> Boolean.compare(one.line() > 0, other.line() > 0))
                .map(this::warning)
                .toList()));
    commands.addAll(
        limited(
            "notice",
            notices.stream()
                .map(notice -> WorkflowCommand.of("notice", cut(notice.text())))
                .toList()));
    return commands;
  }

  private static List<WorkflowCommand> limited(String kind, List<WorkflowCommand> all) {
    if (all.size() <= MOST) {
      return all;
    }
    var shown = new ArrayList<>(all.subList(0, MOST - 1));
    int more = all.size() - shown.size();
    shown.add(WorkflowCommand.of(kind, "There are " + more + " more; the log has them all."));
    return shown;
  }

  private WorkflowCommand error(MetFailure met) {
    var words = met.failure().explanation();
    var properties =
        met.failure() instanceof Failure.BuildFailed(_, String file, int line, _)
            ? place(file, line)
            : place("", 0);
    properties.put("title", redact.apply(NamesText.before(met.images(), " ") + words.what()));
    return new WorkflowCommand("error", properties, cut(text(words)));
  }

  private static String text(Explanation words) {
    return words.why() + "\n\nFix: " + words.fix() + "\n(" + words.id() + ")";
  }

  private WorkflowCommand warning(Warning warning) {
    return new WorkflowCommand(
        "warning",
        place(warning.file(), warning.line()),
        cut(warning.text())
            + (warning.link().isEmpty() ? "" : "\n" + redact.apply(warning.link())));
  }

  /// Nothing where no line is known.
  private static Map<String, String> place(String file, int line) {
    return line > 0
        ? new TreeMap<>(Map.of("file", file, "line", String.valueOf(line)))
        : new TreeMap<>();
  }

  private String cut(String said) {
    var text = redact.apply(said);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
