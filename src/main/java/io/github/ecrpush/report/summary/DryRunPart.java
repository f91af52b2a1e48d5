package io.github.ecrpush.report.summary;

import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.ecr.Permission.Answer;
import io.github.ecrpush.operation.TargetCheck;
import io.github.ecrpush.report.CheckText;
import java.util.ArrayList;
import java.util.List;

/// What a dry run found at one target: what `check` shows on a terminal.
final class DryRunPart {

  private DryRunPart() {}

  static void write(Markdown page, TargetCheck check) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("target", Markdown.code(check.target())));
    CheckText.identity(check)
        .forEach(row -> rows.add(List.of(row.name(), Markdown.code(row.value()))));
    CheckText.state(check)
        .forEach(row -> rows.add(List.of(row.name(), Markdown.code(row.value()))));
    page.table(List.of("", ""), rows);
    if (!check.permissions().isEmpty()) {
      page.table(
          List.of("action", "resource", "allowed"),
          check.permissions().stream()
              .map(permission ->
                  List.of(
                      Markdown.code(permission.action()),
                      Markdown.code(permission.resource()),
                      answer(permission)))
              .toList());
    }
  }

  private static String answer(Permission permission) {
    return switch (permission.answer()) {
      case Answer.Allowed() -> "✅ yes";
      case Answer.Denied(String reason, var _) ->
          "❌ no" + (reason.isEmpty() ? "" : ": " + Markdown.code(reason));
      case Answer.Unknown(String why) -> "❔ not known: " + Markdown.code(why);
    };
  }
}
