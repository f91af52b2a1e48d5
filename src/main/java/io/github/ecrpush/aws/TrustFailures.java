package io.github.ecrpush.aws;

import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.json.Json;
import java.util.Optional;

/// The words for a token from GitHub that an account does not trust: what the token says, and what
/// would let it in.
final class TrustFailures {

  private static final String STS = "AWS STS";

  private TrustFailures() {}

  static Failure refused(RoleArn role, Optional<TokenClaims> claims) {
    return new Failure.AccessDenied(
        new Explanation(
            "sts-role-refused",
            StsFailures.what(role),
            """
            Either there is no such role, or its trust policy does not let this job in
            (AccessDenied).\
            """
                + claims.map(TrustFailures::told).orElse(""),
            claims
                .map(said -> statement(role, said))
                .orElse("Compare the role's trust policy with the claims of the job's token.")),
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

  static Failure tokenRejected(RoleArn role, String message, Optional<TokenClaims> claims) {
    return new Failure.AccessDenied(
        new Explanation(
            "sts-token-rejected",
            StsFailures.what(role),
            "STS did not accept the token from GitHub: %s".formatted(message)
                + claims.map(TrustFailures::told).orElse(""),
            "Look at the account's identity provider for GitHub in IAM, and run the job again."),
        STS);
  }

  /// What the token says, for comparison with the policy.
  private static String told(TokenClaims claims) {
    return """

    The job's token says:

        iss  %s
        aud  %s
        sub  %s
    %s\
    """
        .formatted(
            RemoteWords.of(claims.issuer()),
            RemoteWords.of(String.join(", ", claims.audiences())),
            RemoteWords.of(claims.subject()),
            classicSubject(claims.subject()).map(TrustFailures::aboutImmutable).orElse(""));
  }

  private static String aboutImmutable(String classic) {
    return """

    The subject carries the numbers of owner and repository, as GitHub gives it to newer
    repositories. A policy that was written for this older form does not match it:

        %s
    """
        .formatted(classic);
  }

  /// `repo:octo@1/app@2:ref:…` as it was written before: `repo:octo/app:ref:…`.
  private static Optional<String> classicSubject(String subject) {
    var parts = subject.split(":", 3);
    if (parts.length < 2 || !parts[0].equals("repo")) {
      return Optional.empty();
    }
    var names = parts[1].split("/", 2);
    if (names.length < 2 || !names[0].contains("@") || !names[1].contains("@")) {
      return Optional.empty();
    }
    var classic = "repo:" + withoutNumber(names[0]) + "/" + withoutNumber(names[1]);
    return Optional.of(RemoteWords.of(parts.length == 3 ? classic + ":" + parts[2] : classic));
  }

  private static String withoutNumber(String name) {
    return name.substring(0, name.lastIndexOf('@'));
  }

  private static String statement(RoleArn role, TokenClaims claims) {
    var provider = provider(claims.issuer());
    return """
    Let the job in by this statement in the trust policy of the role:

        {
          "Effect": "Allow",
          "Principal": {"Federated": %s},
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {
            "StringEquals": {
              %s: %s,
              %s: %s
            }
          }
        }
    """
        .formatted(
            json(providerArn(role, claims.issuer())),
            json(provider + ":aud"),
            claims.audiences().size() == 1
                ? json(claims.audiences().getFirst())
                : Json.write(claims.audiences()),
            json(provider + ":sub"),
            json(claims.subject()));
  }

  private static String providerArn(RoleArn role, String issuer) {
    return "arn:%s:iam::%s:oidc-provider/%s"
        .formatted(role.partition(), role.account(), provider(issuer));
  }

  private static String provider(String issuer) {
    return issuer.startsWith("https://") ? issuer.substring("https://".length()) : issuer;
  }

  private static String json(String text) {
    return Json.write(text);
  }
}
