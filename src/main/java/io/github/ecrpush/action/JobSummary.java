package io.github.ecrpush.action;

import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.ecr.Permission.Answer;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureText;
import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.operation.ImageOutcome;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.operation.TargetCheck;
import io.github.ecrpush.operation.VerifiedImage;
import io.github.ecrpush.report.CheckText;
import io.github.ecrpush.report.EventLines;
import io.github.ecrpush.report.Output;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/// The page that GitHub shows for a job, in Markdown: what was pushed where, how long each phase
/// took and how to deploy it; or what failed and how to mend it. Of a dry run, what it found.
///
/// Whatever is not our own word stands in a code fence or between backticks, where it is only text.
final class JobSummary {

  /// GitHub shows nothing of a page that is larger than 1 MiB.
  private static final int LARGEST = 1024 * 1024;

  private static final String CUT = "\n…\n\nThe rest was left out. The log has all of it.\n";
  private static final Pattern STEP_ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  private static final Collector<CharSequence, ?, String> COMMAS = Collectors.joining(", ");

  private final StringBuilder text = new StringBuilder();

  private JobSummary() {}

  /// @param took how long the phases took that came to their end
  /// @param step the id of our step, if it has one
  static String of(PushReport report, Map<String, Duration> took, String step) {
    var summary = new JobSummary();
    for (int i = 0; i < report.outcomes().size(); i++) {
      summary.title(report.outcomes().get(i));
      if (i < report.checks().size()) {
        summary.check(report.checks().get(i));
      }
      summary.outcome(report.outcomes().get(i), step);
    }
    summary.times(took);
    return cut(summary.text.toString());
  }

  private void title(ImageOutcome outcome) {
    var name = outcome.name().isEmpty() ? "the image" : code(outcome.name());
    text.append(
        switch (outcome.status()) {
          case PUSHED -> "### ✅ Pushed " + name + "\n\n";
          case PRESENT -> "### ✅ Nothing to push: " + name + " is there already\n\n";
          case SKIPPED -> "### ☑️ Not pushed: " + name + "\n\n";
          case CANCELLED -> "### ⏹️ Stopped: " + name + "\n\n";
          case FAILED -> "### ❌ Failed: " + name + "\n\n";
        });
  }

  /// What `check` shows on a terminal.
  private void check(TargetCheck check) {
    text.append("| | |\n| --- | --- |\n");
    row("target", code(check.target()));
    CheckText.identity(check).forEach(row -> row(row.name(), code(row.value())));
    CheckText.state(check).forEach(row -> row(row.name(), code(row.value())));
    text.append('\n');
    if (check.permissions().isEmpty()) {
      return;
    }
    text.append("| action | resource | allowed |\n| --- | --- | --- |\n");
    for (var permission : check.permissions()) {
      row(code(permission.action()), code(permission.resource()) + " | " + answer(permission));
    }
    text.append('\n');
  }

  private static String answer(Permission permission) {
    return switch (permission.answer()) {
      case Answer.Allowed() -> "✅ yes";
      case Answer.Denied(String reason, var _) ->
          "❌ no" + (reason.isEmpty() ? "" : ": " + code(reason));
      case Answer.Unknown(String why) -> "❔ not known: " + code(why);
    };
  }

  private void outcome(ImageOutcome outcome, String step) {
    outcome.image().ifPresent(image -> image(outcome, image, step));
    outcome.failure().ifPresent(this::failure);
  }

  private void image(ImageOutcome outcome, VerifiedImage image, String step) {
    text.append("| | |\n| --- | --- |\n");
    row("image", code(image.reference().toString()));
    row("tags", outcome.tags().stream().map(Tag::value).map(JobSummary::code).collect(COMMAS));
    row(
        "platforms",
        image.platforms().keySet().stream()
            .map(Platform::toString)
            .sorted()
            .map(JobSummary::code)
            .collect(COMMAS));
    outcome
        .place()
        .filter(place -> !place.region().isEmpty())
        .ifPresent(place -> row("region", code(place.region())));
    text.append("\nDeploy it by its digest:\n\n");
    var id = STEP_ID.matcher(step).matches() ? step : "image";
    fence(
        "yaml",
        "- run: deploy \"$IMAGE\"\n  env:\n    IMAGE: ${{ steps.%s.outputs.%s }}"
            .formatted(id, Output.IMAGE_URI.key()));
  }

  private void failure(Failure failure) {
    fence("text", FailureText.of(failure));
  }

  private void times(Map<String, Duration> took) {
    if (took.isEmpty()) {
      return;
    }
    text.append("| phase | time |\n| --- | --: |\n");
    took.forEach((phase, time) -> row(phase, EventLines.seconds(time)));
    text.append('\n');
  }

  private void row(String name, String value) {
    text.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }

  /// A name in a line or a table. None has a backtick, but what was wished for may.
  private static String code(String value) {
    return "`" + RemoteWords.of(value).replace("`", "'").replace("|", "\\|") + "`";
  }

  /// The fence is longer than any that the text holds.
  private void fence(String language, String body) {
    var marks = "```";
    while (body.contains(marks)) {
      marks += "`";
    }
    text.append(marks).append(language).append('\n').append(body.stripTrailing());
    text.append('\n').append(marks).append("\n\n");
  }

  /// Cuts behind a whole line; a fence that is open there is closed.
  static String cut(String page) {
    if (page.getBytes(StandardCharsets.UTF_8).length <= LARGEST) {
      return page;
    }
    var kept = new StringBuilder();
    var fence = "";
    int room = LARGEST - 2 * CUT.length();
    for (var line : page.lines().toList()) {
      room -= line.getBytes(StandardCharsets.UTF_8).length + 1;
      if (room < 0) {
        break;
      }
      kept.append(line).append('\n');
      if (fence.isEmpty() && line.startsWith("```")) {
        fence = line.replaceAll("[^`].*", "");
      } else if (line.equals(fence)) {
        fence = "";
      }
    }
    return kept + fence + CUT;
  }
}
