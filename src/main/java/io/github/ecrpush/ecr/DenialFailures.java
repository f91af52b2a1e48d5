package io.github.ecrpush.ecr;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import java.util.List;

/// The words for an action that a policy does not allow: whose policy it is, and what has to stand
/// there.
final class DenialFailures {

  private DenialFailures() {}

  static Failure denied(String what, Denial denial) {
    if (denial.action().startsWith("kms:")) {
      return KeyFailures.denied(what, denial);
    }
    return switch (denial.policy()) {
      case IDENTITY, UNNAMED ->
          denial.isExplicit() ? forbidden(what, denial) : missing(what, denial);
      case RESOURCE -> byRepository(what, denial);
      case SERVICE_CONTROL, RESOURCE_CONTROL -> byOrganization(what, denial);
      case ENDPOINT -> byEndpoint(what, denial);
      case BOUNDARY -> byBoundary(what, denial);
      case SESSION -> bySession(what, denial);
    };
  }

  static Failure missing(String what, Denial denial) {
    return failure(
        "ecr-access-denied",
        what,
        denial,
        """
        Add this statement to a policy of the role%s:

        %s%s\
        """
            .formatted(otherAccount(denial), statement(denial, ""), orFull(denial)));
  }

  static Failure forbidden(String what, Denial denial) {
    return failure(
        "ecr-access-forbidden",
        what,
        denial,
        """
        Find the statement with `"Effect": "Deny"` in the policy that AWS names, and except this
        role from it. Another statement that allows the action does not help.\
        """);
  }

  static Failure byRepository(String what, Denial denial) {
    var arn = new ArnParts(denial.resource());
    var fix =
        denial.isExplicit()
            ? """
            The repository's own policy forbids it. Its owner, account %s, finds the statement
            with `"Effect": "Deny"` and excepts this role from it:

                aws ecr get-repository-policy --repository-name %s --region %s
            """
                .formatted(arn.account(), arn.repository(), arn.region())
            : lettingIn(denial.principal(), denial.resource(), List.of(denial.action()))
                + "\n`ecr-push check` names all that is missing at once.\n";
    return failure("ecr-denied-by-repository", what, denial, fix);
  }

  static Failure byOrganization(String what, Denial denial) {
    boolean ofResource = denial.policy() == DenyingPolicy.RESOURCE_CONTROL;
    var account = new ArnParts(ofResource ? denial.resource() : denial.principal()).account();
    return failure(
        "ecr-denied-by-organization",
        what,
        denial,
        """
        Nothing in the account helps: whoever administers the organization has to %s. They
        find the policies of account %s by:

            aws organizations list-policies-for-target --target-id %s \\
              --filter %s
        """
            .formatted(
                denial.isExplicit()
                    ? "except this role from the `Deny`"
                    : "allow `%s`".formatted(denial.action()),
                account,
                account,
                ofResource ? "RESOURCE_CONTROL_POLICY" : "SERVICE_CONTROL_POLICY"));
  }

  static Failure byEndpoint(String what, Denial denial) {
    return failure(
        "ecr-denied-by-endpoint",
        what,
        denial,
        """
        The runner's network reaches ECR through a VPC endpoint that has a policy of its own. Whoever
        owns the network %s

            aws ec2 describe-vpc-endpoints --query "VpcEndpoints[].[VpcEndpointId,PolicyDocument]" \\
              --filters "Name=service-name,Values=*.ecr.api,*.ecr.dkr"
        """
            .formatted(mends(denial, "\"*\"")));
  }

  static Failure byBoundary(String what, Denial denial) {
    return failure(
        "ecr-denied-by-boundary",
        what,
        denial,
        """
        A permissions boundary limits what the role's own policies may allow. Whoever set it
        %s

            aws iam get-role --role-name %s --query Role.PermissionsBoundary
        """
            .formatted(mends(denial, ""), roleName(denial.principal())));
  }

  static Failure bySession(String what, Denial denial) {
    return failure(
        "ecr-denied-by-session",
        what,
        denial,
        """
        This run asked for less than the role may do. Whoever wrote `inline-session-policy` or
        `managed-session-policies` %s\
        """
            .formatted(mends(denial, "")));
  }

  /// What the owner of a policy does about it.
  private static String mends(Denial denial, String principal) {
    return denial.isExplicit()
        ? "excepts this role from the `Deny` there."
        : "adds this statement to the policy:\n\n" + statement(denial, principal).stripTrailing();
  }

  private static Failure failure(String id, String what, Denial denial, String fix) {
    var why =
        "%s %s `%s` to `%s`%s (AccessDenied)."
            .formatted(
                principal(denial),
                denial.isExplicit() ? "is forbidden to do" : "may not do",
                denial.action(),
                denial.resource(),
                denial.reason().isEmpty() ? "" : ", " + denial.reason());
    return new Failure.AccessDenied(new Explanation(id, what, why, fix), EcrFailures.ECR);
  }

  private static String principal(Denial denial) {
    return denial.principal().isEmpty() ? "We" : "`%s`".formatted(denial.principal());
  }

  /// @param principal as JSON; a policy that belongs to somebody has none
  private static String statement(Denial denial, String principal) {
    return """
        {
          "Effect": "Allow",
    %s      "Action": "%s",
          "Resource": "%s"
        }
    """
        .formatted(
            principal.isEmpty() ? "" : "      \"Principal\": %s,\n".formatted(principal),
            denial.action(),
            resource(denial));
  }

  /// What the owner of a repository does to let somebody in. The policy of a repository is about
  /// that repository only, and names no resource.
  ///
  /// @param principal the ARN of whoever is not let in
  static String lettingIn(String principal, String repository, List<String> actions) {
    var arn = new ArnParts(repository);
    return """
    The repository is in another account, and its own policy does not let us in. Its
    owner, account %s, adds this statement, and sets the policy:

        {
          "Effect": "Allow",
          "Principal": {"AWS": "%s"},
          "Action": %s
        }

        aws ecr set-repository-policy --repository-name %s --region %s \\
          --policy-text file://policy.json
    """
        .formatted(
            arn.account(),
            role(principal),
            actions.size() == 1
                ? "\"" + actions.getFirst() + "\""
                : "[\n        \"%s\"\n      ]".formatted(String.join("\",\n        \"", actions)),
            arn.repository(),
            arn.region());
  }

  /// AWS knows this action for no single repository.
  private static String resource(Denial denial) {
    return denial.action().equals("ecr:GetAuthorizationToken") ? "*" : denial.resource();
  }

  /// A registry has no words for a `PUT` of a manifest that an engine would show.
  private static String orFull(Denial denial) {
    return denial.principal().isEmpty() && denial.action().equals("ecr:PutImage")
        ? """

        When the role may do that, the repository may be full: a registry answers alike then, and
        engines do not show its words. By default a repository takes 100,000 images.
        """
        : "";
  }

  private static String otherAccount(Denial denial) {
    var ours = new ArnParts(denial.principal()).account();
    var theirs = new ArnParts(denial.resource()).account();
    return ours.isEmpty() || theirs.isEmpty() || ours.equals(theirs)
        ? ""
        : ", and let account %s in by the repository's own policy".formatted(ours);
  }

  /// The role of a session, as policies name it. Its path does not show.
  private static String role(String principal) {
    var arn = new ArnParts(principal);
    return arn.name().startsWith("assumed-role/")
        ? "arn:%s:iam::%s:role/%s".formatted(arn.partition(), arn.account(), roleName(principal))
        : principal;
  }

  private static String roleName(String principal) {
    var words = new ArnParts(principal).name().split("/", -1);
    return words.length > 1 ? words[1] : words[0];
  }
}
