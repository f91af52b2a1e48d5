package io.github.ecrpush.aws;

import io.github.ecrpush.aws.TrustFinding.ComparedCondition;
import io.github.ecrpush.aws.TrustFinding.UnmetStatement;
import io.github.ecrpush.failure.RemoteWords;
import java.util.List;
import java.util.stream.Collectors;

/// Conditions of a trust policy as they are shown: what the policy says, and what the job is.
/// Values stand in quotes, for a blank at their end decides, too.
final class TrustConditions {

  private TrustConditions() {}

  /// Those of a statement that keep a job out.
  static String unmet(UnmetStatement statement) {
    return "\nThe statement `%s` asks for something that the job has not:\n"
            .formatted(RemoteWords.of(statement.name()))
        + statement.conditions().stream().map(TrustConditions::unmet).collect(Collectors.joining())
        + leftOut(statement.notKnown());
  }

  private static String unmet(ComparedCondition condition) {
    return shown(condition, "wanted     ", "but it is  ", actual(condition))
        + condition.hint().map(hint -> "\n    " + hint.words() + "\n").orElse("");
  }

  private static String leftOut(List<String> keys) {
    return keys.isEmpty()
        ? ""
        : "\n    Only AWS knows %s; the statement asks for it, too, and it is not known here.\n"
            .formatted(
                keys.stream()
                    .map(key -> "`" + RemoteWords.of(key) + "`")
                    .collect(Collectors.joining(", ")));
  }

  /// Those that fit the job.
  static String met(List<ComparedCondition> conditions) {
    return conditions.stream()
        .map(condition -> shown(condition, "policy says", "and it is  ", actual(condition)))
        .collect(Collectors.joining());
  }

  /// Those whose values only AWS knows.
  static String notKnown(List<ComparedCondition> conditions) {
    return conditions.stream()
        .map(condition -> shown(condition, "policy says", "and it is  ", "(not known here)"))
        .collect(Collectors.joining());
  }

  private static String shown(ComparedCondition condition, String says, String is, String actual) {
    var wanted =
        condition.wanted().stream()
            .map(RemoteWords::quoted)
            .collect(Collectors.joining("\n                or  "));
    return "\n    %s  %s\n        %s %s\n        %s %s\n"
        .formatted(
            RemoteWords.of(condition.operator()),
            RemoteWords.of(condition.key()),
            says,
            wanted,
            is,
            actual);
  }

  private static String actual(ComparedCondition condition) {
    return condition.actual().isEmpty()
        ? "(not there)"
        : condition.actual().stream().map(RemoteWords::quoted).collect(Collectors.joining(", "));
  }
}
