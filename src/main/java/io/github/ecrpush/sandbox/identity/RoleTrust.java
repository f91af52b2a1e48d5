package io.github.ecrpush.sandbox.identity;

import io.github.ecrpush.iam.AccessRequest;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.Verdict;
import io.github.ecrpush.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom the account's roles let in: one trust policy stands for all of them.
public final class RoleTrust {

  private final String account;
  private final PolicyDocument policy;

  public RoleTrust(String account, PolicyDocument policy) {
    this.account = account;
    this.policy = policy;
  }

  /// The policy of roles that nobody wrote one for: jobs of the owner `octo`, by either form of
  /// subject, and whoever belongs to the account.
  public static String defaultPolicy(String account) {
    return """
    {"Version": "2012-10-17", "Statement": [
      {"Sid": "GitHub", "Effect": "Allow",
       "Principal": {"Federated": "%s"},
       "Action": "sts:AssumeRoleWithWebIdentity",
       "Condition": {
         "StringEquals": {"%s:aud": "sts.amazonaws.com"},
         "StringLike": {"%s:sub": ["repo:octo/*", "repo:octo@*/*"]}}},
      {"Sid": "Account", "Effect": "Allow",
       "Principal": {"AWS": "arn:aws:iam::%s:root"},
       "Action": "sts:AssumeRole"}]}
    """
        .formatted(providerArn(account), GitHubClaims.PROVIDER, GitHubClaims.PROVIDER, account);
  }

  static String providerArn(String account) {
    return "arn:aws:iam::%s:oidc-provider/%s".formatted(account, GitHubClaims.PROVIDER);
  }

  String account() {
    return account;
  }

  Verdict webIdentity(JsonTree claims) {
    var values = new LinkedHashMap<String, List<String>>();
    claims
        .members()
        .forEach((name, value) -> values.put(GitHubClaims.PROVIDER + ":" + name, texts(value)));
    return policy.evaluate(
        new AccessRequest(
            "sts:AssumeRoleWithWebIdentity",
            Optional.of(new AccessRequest.Principal("Federated", providerArn(account))),
            Optional.empty(),
            values));
  }

  Verdict role(Caller caller, Map<String, List<String>> conditionValues) {
    return policy.evaluate(
        new AccessRequest(
            "sts:AssumeRole",
            Optional.of(new AccessRequest.Principal("AWS", caller.arn())),
            Optional.empty(),
            conditionValues));
  }

  private static List<String> texts(JsonTree value) {
    return value.isArray()
        ? value.elements().stream().flatMap(element -> element.text().stream()).toList()
        : value.isMissing() ? List.of() : List.of(String.valueOf(value.value()));
  }
}
