package io.github.ecrpush.aws;

import io.github.ecrpush.aws.TrustFinding.ComparedCondition;
import io.github.ecrpush.aws.TrustFinding.Hint;
import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.failure.RemoteWords;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What mends conditions of a trust policy that a job does not meet. A statement to paste is always
/// part of it.
final class TrustRemedies {

  /// What may be pasted as it is into a workflow and a shell.
  private static final Pattern PLAIN = Pattern.compile("[\\w:/.@+=,-]+");

  private TrustRemedies() {}

  /// @param kind what all the conditions have in common
  static String of(
      Hint.Kind kind, RoleArn role, TokenClaims claims, List<ComparedCondition> conditions) {
    var statement = TrustFailures.letIn(role, claims);
    var first = conditions.getFirst();
    return switch (kind) {
      case WILDCARD -> likeInstead(first) + statement;
      case AUDIENCE -> statement + otherAudience(role, claims, first);
      case SESSION_NAME -> otherName(first) + statement;
      case OTHER -> statement;
    };
  }

  private static String likeInstead(ComparedCondition condition) {
    return "Write `StringLike` in place of `%s` for `%s`, which also lets in everything else that"
            .formatted(RemoteWords.of(condition.operator()), RemoteWords.of(condition.key()))
        + " the pattern fits. ";
  }

  /// The identity provider is asked before the policy, so it must take the other audience, too.
  private static String otherAudience(
      RoleArn role, TokenClaims claims, ComparedCondition condition) {
    return plain(condition)
        .map(audience ->
            """

            Or have the token made out to what the policy wants. The account's identity provider
            must take that audience as well, so add it there before:

                aws iam add-client-id-to-open-id-connect-provider \\
                  --open-id-connect-provider-arn %s \\
                  --client-id %s

            And then, in the workflow:

                with:
                  audience: %s
            """
                .formatted(TrustStatement.providerArn(role, claims.issuer()), audience, audience))
        .orElse("");
  }

  private static String otherName(ComparedCondition condition) {
    return plain(condition)
        .map(name ->
            """
            Call the session what the policy wants:

                with:
                  role-session-name: %s

            Or do without that condition. \
            """
                .formatted(name))
        .orElse("Set `role-session-name` to a name that fits the condition, or do without it. ");
  }

  private static Optional<String> plain(ComparedCondition condition) {
    return condition.wanted().stream().filter(PLAIN.asMatchPredicate()).findFirst();
  }
}
