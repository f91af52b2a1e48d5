package io.github.ecrpush.aws;

import io.github.ecrpush.aws.TrustFinding.ComparedCondition;
import io.github.ecrpush.aws.TrustFinding.Hint;
import io.github.ecrpush.aws.TrustFinding.Hint.Kind;
import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.RemoteWords;
import java.util.List;
import java.util.stream.Collectors;

/// The words for a trust policy that could be read, and keeps the job out.
final class TrustPolicyFailures {

  private static final String STS = "AWS STS";
  private static final int SHOWN = 5;

  private TrustPolicyFailures() {}

  /// @param where the policy was read: `IAM`
  static Failure of(RoleArn role, TokenClaims claims, String where, TrustFinding finding) {
    return switch (finding) {
      case TrustFinding.LetsIn(var statement) -> letsIn(role, claims, where, statement);
      case TrustFinding.Denied denied -> denied(role, claims, where, denied);
      case TrustFinding.Undecided undecided -> undecided(role, claims, where, undecided);
      case TrustFinding.OtherAction(var statement, var actions) ->
          otherAction(role, claims, where, statement, actions);
      case TrustFinding.OtherAccount(var statement, var provider) ->
          otherAccount(role, where, statement, provider);
      case TrustFinding.RolesOnly(var principals) -> rolesOnly(role, where, principals);
      case TrustFinding.ProviderNotNamed(var principals) ->
          providerNotNamed(role, claims, where, principals);
      case TrustFinding.Unmet unmet -> unmet(role, claims, where, unmet);
    };
  }

  static Failure roleMissing(RoleArn role, TokenClaims claims) {
    return refused(
        "sts-role-missing",
        role,
        "There is no role `%s` in the account %s (NoSuchEntity)."
            .formatted(role.bareName(), role.account()),
        """
        Correct `role-to-assume`, or make the role with this as its trust policy:

            {"Version": "2012-10-17", "Statement": [
        %s
            ]}
        """
            .formatted(TrustStatement.of(role, claims).text().indent(4).stripTrailing()));
  }

  private static Failure unmet(
      RoleArn role, TokenClaims claims, String where, TrustFinding.Unmet unmet) {
    var conditions = unmet.nearest().conditions();
    var kind = common(conditions);
    return refused(
        switch (kind) {
          case WILDCARD -> "sts-trust-wildcard";
          case AUDIENCE -> "sts-trust-audience";
          case SESSION_NAME -> "sts-trust-session-name";
          case OTHER -> "sts-trust-condition";
        },
        role,
        "The trust policy does not let this job in (AccessDenied), read from %s.\n".formatted(where)
            + unmet.statements().stream()
                .limit(SHOWN)
                .map(TrustConditions::unmet)
                .collect(Collectors.joining())
            + TrustFailures.claimed(claims),
        TrustRemedies.of(kind, role, claims, conditions));
  }

  private static Kind common(List<ComparedCondition> conditions) {
    var kinds =
        conditions.stream()
            .map(condition -> condition.hint().map(Hint::kind).orElse(Kind.OTHER))
            .distinct()
            .toList();
    return kinds.size() == 1 ? kinds.getFirst() : Kind.OTHER;
  }

  private static Failure undecided(
      RoleArn role, TokenClaims claims, String where, TrustFinding.Undecided undecided) {
    return refused(
        "sts-trust-undecided",
        role,
        """
        STS refused (AccessDenied), and nothing that can be told here keeps this job out. The trust
        policy, read from %s, %s by the statement `%s` under conditions that only AWS
        can compare:
        %s%s\
        """
            .formatted(
                where,
                undecided.allows() ? "lets it in" : "denies it",
                RemoteWords.of(undecided.statement()),
                TrustConditions.notKnown(undecided.conditions()),
                TrustFailures.claimed(claims)),
        undecided.allows()
            ? "Mend these conditions so that they fit the machine and the time the job runs at, or do"
                + " without them. "
                + TrustFailures.letIn(role, claims)
            : "Narrow these conditions so that they do not fit the machine and the time the job runs"
                + " at, or take the statement out of the trust policy.");
  }

  private static Failure otherAction(
      RoleArn role, TokenClaims claims, String where, String statement, String actions) {
    return refused(
        "sts-trust-action",
        role,
        """
        Its trust policy, read from %s, names the right identity provider in the statement `%s`, for
        another action than a token is exchanged with. The action must be `%s`, and it is:

            %s
        """
            .formatted(
                where, RemoteWords.of(statement), TrustStatement.ACTION, RemoteWords.of(actions)),
        TrustFailures.letIn(role, claims));
  }

  static Failure otherAccount(RoleArn role, String where, String statement, String provider) {
    return refused(
        "sts-trust-other-account",
        role,
        """
        The role is in the account %s, and its trust policy, read from %s, trusts the identity
        provider of another account in the statement `%s`. A role trusts only providers of its own
        account:

            %s
        """
            .formatted(role.account(), where, RemoteWords.of(statement), RemoteWords.of(provider)),
        "Name the provider of the account %s in the policy, or the role of the other account in"
                .formatted(role.account())
            + " `role-to-assume`.");
  }

  static Failure rolesOnly(RoleArn role, String where, List<String> principals) {
    return refused(
        "sts-trust-roles-only",
        role,
        "Its trust policy, read from %s, lets in only roles, users and accounts of AWS, and no job"
                .formatted(where)
            + " with a token:\n\n"
            + listed(principals),
        """
        Assume a role that the policy names first, and this one from there:

            with:
              role-to-assume: %s
              role-chain: %s
        """
            .formatted(
                principals.stream()
                    .filter(name -> name.contains(":role/"))
                    .findFirst()
                    .map(RemoteWords::of)
                    .orElse("arn:%s:iam::%s:role/NAME".formatted(role.partition(), role.account())),
                role));
  }

  private static Failure providerNotNamed(
      RoleArn role, TokenClaims claims, String where, List<String> principals) {
    return refused(
        "sts-trust-no-provider",
        role,
        "Its trust policy, read from %s, does not name the identity provider `%s` in a statement for"
                .formatted(where, TrustStatement.provider(claims.issuer()))
            + " `sts:AssumeRoleWithWebIdentity`."
            + (principals.isEmpty() ? "" : " It names:\n\n" + listed(principals)),
        TrustFailures.letIn(role, claims));
  }

  private static Failure denied(
      RoleArn role, TokenClaims claims, String where, TrustFinding.Denied denied) {
    return refused(
        "sts-trust-denied",
        role,
        "Its trust policy, read from %s, denies it in the statement `%s`, and a denial wins over"
                .formatted(where, RemoteWords.of(denied.statement()))
            + " every permission."
            + (denied.conditions().isEmpty()
                ? " It has no condition.\n"
                : " Its conditions fit this job:\n" + TrustConditions.met(denied.conditions()))
            + TrustFailures.claimed(claims),
        "Take the statement out of the trust policy, or narrow its conditions so that they do not"
            + " fit this job.");
  }

  private static Failure letsIn(RoleArn role, TokenClaims claims, String where, String statement) {
    return refused(
        "sts-trust-lets-in",
        role,
        """
        STS refused (AccessDenied), though the trust policy, read from %s, lets this job in by its
        statement `%s`. Either the policy was changed a moment ago, or another policy stands above
        it: a service control policy of the organisation, or the policy of a VPC endpoint.
        %s\
        """
            .formatted(where, RemoteWords.of(statement), TrustFailures.claimed(claims)),
        """
        Run the job again in a minute, and compare the policy with what is in force:

            aws iam get-role --role-name %s --query Role.AssumeRolePolicyDocument

        When it is the same, ask who manages the organisation which policy denies
        `sts:AssumeRoleWithWebIdentity`.
        """
            .formatted(role.bareName()));
  }

  private static String listed(List<String> names) {
    return names.stream()
        .limit(SHOWN)
        .map(name -> "    " + RemoteWords.of(name) + "\n")
        .collect(Collectors.joining());
  }

  private static Failure refused(String id, RoleArn role, String why, String fix) {
    return new Failure.AccessDenied(new Explanation(id, StsFailures.what(role), why, fix), STS);
  }
}
