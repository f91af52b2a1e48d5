package io.github.ecrpush.ecr;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;

/// The words for an action that a policy does not allow, with the statement that is missing.
final class DenialFailures {

  private DenialFailures() {}

  static Failure denied(String what, Denial denial) {
    return denial.isExplicit() ? forbidden(what, denial) : missing(what, denial);
  }

  static Failure missing(String what, Denial denial) {
    return new Failure.AccessDenied(
        new Explanation(
            "ecr-access-denied",
            what,
            "%s may not do `%s` to `%s`%s (AccessDenied)."
                .formatted(principal(denial), denial.action(), denial.resource(), reason(denial)),
            """
            Add this statement to a policy of the role%s:

                {
                  "Effect": "Allow",
                  "Action": "%s",
                  "Resource": "%s"
                }
            """
                .formatted(otherAccount(denial), denial.action(), resource(denial))),
        EcrFailures.ECR);
  }

  static Failure forbidden(String what, Denial denial) {
    return new Failure.AccessDenied(
        new Explanation(
            "ecr-access-forbidden",
            what,
            "%s is forbidden to do `%s` to `%s`%s (AccessDenied)."
                .formatted(principal(denial), denial.action(), denial.resource(), reason(denial)),
            """
            Find the statement with `"Effect": "Deny"` in the policy that AWS names, and except this
            role from it. Another statement that allows the action does not help.\
            """),
        EcrFailures.ECR);
  }

  private static String principal(Denial denial) {
    return denial.principal().isEmpty() ? "We" : "`%s`".formatted(denial.principal());
  }

  private static String reason(Denial denial) {
    return denial.reason().isEmpty() ? "" : ", " + denial.reason();
  }

  /// AWS knows this action for no single repository.
  private static String resource(Denial denial) {
    return denial.action().equals("ecr:GetAuthorizationToken") ? "*" : denial.resource();
  }

  private static String otherAccount(Denial denial) {
    var ours = account(denial.principal());
    var theirs = account(denial.resource());
    return ours.isEmpty() || theirs.isEmpty() || ours.equals(theirs)
        ? ""
        : ", and let account %s in by the repository's own policy".formatted(ours);
  }

  private static String account(String arn) {
    var parts = arn.split(":", 6);
    return parts.length == 6 ? parts[4] : "";
  }
}
