package io.github.ecrpush.report;

import io.github.ecrpush.aws.AwsCaller;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.ecr.Permission.Answer;
import io.github.ecrpush.operation.CheckReport;
import io.github.ecrpush.operation.TargetCheck;
import io.github.ecrpush.operation.TargetCheck.TagState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a check found, as a table for people and as JSON.
public final class CheckText {

  private static final int NAME = 12;

  private CheckText() {}

  /// A line for each thing that was looked at; who we are only where it is another than before.
  public static List<String> lines(CheckReport report) {
    var lines = new ArrayList<String>();
    var last = Optional.<AwsCaller>empty();
    for (var target : report.targets()) {
      if (report.targets().size() > 1) {
        lines.add("%s to %s".formatted(target.name(), target.target()));
      }
      if (!target.caller().equals(last)) {
        identity(target).forEach(row -> lines.add(line(row)));
        last = target.caller();
      }
      state(target).forEach(row -> lines.add(line(row)));
      target
          .permissions()
          .forEach(permission -> lines.add(line(new Row("may", answer(permission)))));
    }
    return lines;
  }

  /// A thing that was looked at, and what is the case with it.
  public record Row(String name, String value) {}

  /// Who we are at a target, if AWS said.
  public static List<Row> identity(TargetCheck target) {
    var rows = new ArrayList<Row>();
    target
        .caller()
        .ifPresent(caller -> {
          rows.add(new Row("identity", caller.arn()));
          rows.add(new Row("by", caller.origin()));
          rows.add(new Row("account", caller.account().id()));
          caller.until().ifPresent(end -> rows.add(new Row("until", seconds(end))));
        });
    return rows;
  }

  /// What is there at a target.
  public static List<Row> state(TargetCheck target) {
    var rows = new ArrayList<Row>();
    target
        .place()
        .ifPresent(place -> rows.add(new Row("repository", place.repository().toString())));
    target.tags().forEach(tag -> rows.add(new Row("tag", tag.said(tag.tag()))));
    return rows;
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String answer(Permission permission) {
    var what = permission.action() + " on " + permission.resource();
    return switch (permission.answer()) {
      case Answer.Allowed() -> "yes      " + what;
      case Answer.Denied(String reason, var _) ->
          "NO       " + what + (reason.isEmpty() ? "" : ", " + reason);
      case Answer.Unknown(String why) -> "unknown  " + what + ": " + why;
    };
  }

  private static String line(Row row) {
    return row.name() + " ".repeat(Math.max(1, NAME - row.name().length())) + row.value();
  }

  /// The same as a document.
  ///
  /// @param redactor takes secrets out of what failures say
  public static Map<String, Object> json(CheckReport report, Redactor redactor) {
    return Map.of(
        "targets", report.targets().stream().map(target -> json(target, redactor)).toList());
  }

  private static Map<String, Object> json(TargetCheck target, Redactor redactor) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", target.name());
    json.put("target", target.target());
    json.put("status", target.failure().isPresent() ? "failed" : "good");
    target.caller().ifPresent(caller -> json.put("identity", json(caller)));
    target.place().ifPresent(place -> json.put("repository-uri", place.repository().toString()));
    json.put("tags", target.tags().stream().map(CheckText::json).toList());
    json.put("permissions", target.permissions().stream().map(CheckText::json).toList());
    target
        .failure()
        .ifPresent(failure -> json.put("failure", FailureJson.of(failure, redactor::redact)));
    return json;
  }

  private static Map<String, Object> json(AwsCaller caller) {
    var json = new LinkedHashMap<String, Object>();
    json.put("arn", caller.arn());
    json.put("account-id", caller.account().id());
    json.put("by", caller.origin());
    caller.until().ifPresent(end -> json.put("until", seconds(end)));
    return json;
  }

  private static Map<String, Object> json(TagState tag) {
    var json = new LinkedHashMap<String, Object>();
    json.put("tag", tag.tag().value());
    tag.digest().ifPresent(digest -> json.put("digest", digest.toString()));
    json.put("may-move", tag.mayMove());
    return json;
  }

  private static Map<String, Object> json(Permission permission) {
    var json = new LinkedHashMap<String, Object>();
    json.put("action", permission.action());
    json.put("resource", permission.resource());
    switch (permission.answer()) {
      case Answer.Allowed() -> json.put("allowed", "yes");
      case Answer.Denied(String reason, var _) -> {
        json.put("allowed", "no");
        json.put("reason", reason);
      }
      case Answer.Unknown(String why) -> {
        json.put("allowed", "unknown");
        json.put("reason", why);
      }
    }
    return json;
  }
}
