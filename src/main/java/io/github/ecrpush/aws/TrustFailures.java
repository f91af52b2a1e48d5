package io.github.ecrpush.aws;

import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.RemoteWords;
import java.util.List;
import java.util.Optional;

/// The words for a token from GitHub that an account does not trust: what the token says, and what
/// would let it in.
final class TrustFailures {

  private static final String STS = "AWS STS";

  /// What of a token decides, or helps to find out which job it is.
  private static final List<String> SHOWN =
      List.of(
          "iss",
          "aud",
          "sub",
          "environment",
          "ref",
          "job_workflow_ref",
          "repository",
          "repository_id",
          "repository_owner_id");

  private TrustFailures() {}

  /// STS does not say why it refuses; the policy does, where it is known.
  ///
  /// @param sessionName what the run calls its session, which policies may ask for
  static Failure refused(
      RoleArn role, String sessionName, Optional<TokenClaims> claims, TrustPolicy policy) {
    if (claims.isEmpty()) {
      return refusedUnread(role);
    }
    var said = claims.get();
    return switch (policy) {
      case TrustPolicy.Known(var document, var where) ->
          TrustPolicyFailures.of(
              role, said, where, new TrustReview(role, said, sessionName).of(document));
      case TrustPolicy.RoleMissing() -> TrustPolicyFailures.roleMissing(role, said);
      case TrustPolicy.Unknown(var why) -> refused(role, said, why);
    };
  }

  private static Failure refused(RoleArn role, TokenClaims claims, String notRead) {
    return new Failure.AccessDenied(
        new Explanation(
            "sts-role-refused",
            StsFailures.what(role),
            """
            Either there is no such role, or its trust policy does not let this job in
            (AccessDenied). %s
            %s%s\
            """
                .formatted(notRead, claimed(claims), aboutImmutable(claims)),
            letIn(role, claims)),
        STS);
  }

  private static Failure refusedUnread(RoleArn role) {
    return new Failure.AccessDenied(
        new Explanation(
            "sts-role-refused",
            StsFailures.what(role),
            """
            Either there is no such role, or its trust policy does not let this job in
            (AccessDenied).\
            """,
            "Compare the role's trust policy with the claims of the job's token."),
        STS);
  }

  static Failure providerMissing(RoleArn role, String audience, Optional<TokenClaims> claims) {
    var issuer =
        claims.map(TokenClaims::issuer).orElse("https://token.actions.githubusercontent.com");
    return new Failure.AccessDenied(
        new Explanation(
            "sts-provider-missing",
            StsFailures.what(role),
            "The account %s knows no identity provider `%s` (InvalidIdentityToken)."
                .formatted(role.account(), issuer),
            """
            Add it once for the account:

                aws iam create-open-id-connect-provider \\
                  --url %s --client-id-list %s
            """
                .formatted(issuer, audience)),
        STS);
  }

  static Failure audienceWrong(RoleArn role, String audience, Optional<TokenClaims> claims) {
    var provider = claims.map(said -> providerArn(role, said.issuer())).orElse("ARN");
    return new Failure.AccessDenied(
        new Explanation(
            "sts-audience-unknown",
            StsFailures.what(role),
            """
            The token is made out to `%s`, and the account's identity provider does not
            take that audience (InvalidIdentityToken).\
            """
                .formatted(audience),
            """
            Leave `audience` out when it is set. Otherwise add the audience to the provider:

                aws iam add-client-id-to-open-id-connect-provider \\
                  --open-id-connect-provider-arn %s \\
                  --client-id %s
            """
                .formatted(provider, audience)),
        STS);
  }

  static Failure tokenRejected(
      RoleArn role, IdentityRequest request, String message, Optional<TokenClaims> claims) {
    return new Failure.AccessDenied(
        new Explanation(
            "sts-token-rejected",
            StsFailures.what(role),
            "STS did not accept %s: %s".formatted(AssumedRole.proof(request), message)
                + claims.map(said -> "\n" + claimed(said)).orElse(""),
            request
                .proof()
                .tokenFile()
                .map(file ->
                    "Look whether `web-identity-token-file` names the right file, and whether the"
                        + " account has an identity provider in IAM for who issued its token.")
                .orElse(
                    "Look at the account's identity provider for GitHub in IAM, and run the job"
                        + " again.")),
        STS);
  }

  /// What the token says of the job, for comparison with the policy.
  static String claimed(TokenClaims claims) {
    var lines = new StringBuilder("\nThe job's token says:\n\n");
    for (var claim : SHOWN) {
      var values = claims.said().getOrDefault(claim, List.of());
      if (!values.isEmpty()) {
        lines
            .append("    %-19s  ".formatted(claim))
            .append(RemoteWords.of(String.join(", ", values)))
            .append('\n');
      }
    }
    return lines.toString();
  }

  private static String aboutImmutable(TokenClaims claims) {
    return JobSubject.parse(claims.subject())
        .filter(JobSubject::isImmutable)
        .map(job ->
            """

            The subject carries the numbers of owner and repository, as GitHub gives it to newer
            repositories. A policy that was written for this older form does not match it:

                %s
            """
                .formatted(RemoteWords.of(job.classic())))
        .orElse("");
  }

  /// The statement to paste.
  static String letIn(RoleArn role, TokenClaims claims) {
    var statement = TrustStatement.of(role, claims);
    return "Let this job in, and nothing more, by this statement in the trust policy of the role:\n\n"
        + statement.text().indent(4)
        + subjects(claims, statement);
  }

  private static String subjects(TokenClaims claims, TrustStatement statement) {
    boolean both =
        statement.wanted().entrySet().stream()
            .anyMatch(wish -> wish.getKey().endsWith(":sub") && wish.getValue().size() == 2);
    if (both) {
      return """

      The second subject is the same job once the repository's subjects carry numbers.
      """;
    }
    return claims.subject().isEmpty() ? "\nThe token has no subject; that is not GitHub's.\n" : "";
  }

  private static String providerArn(RoleArn role, String issuer) {
    return TrustStatement.providerArn(role, issuer);
  }
}
