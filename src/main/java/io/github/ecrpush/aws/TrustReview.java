package io.github.ecrpush.aws;

import io.github.ecrpush.aws.TrustFinding.UnmetCondition;
import io.github.ecrpush.aws.TrustFinding.UnmetStatement;
import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.iam.AccessRequest;
import io.github.ecrpush.iam.AccessRequest.Principal;
import io.github.ecrpush.iam.Condition;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.PrincipalRule;
import io.github.ecrpush.iam.Statement;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares a role's trust policy with what a token says, as STS does.
final class TrustReview {

  private static final String ASSUME_ROLE = "sts:AssumeRole";

  /// The claims that STS knows as condition keys. Others are absent whatever the token says.
  private static final Set<String> KNOWN =
      Set.of(
          "aud",
          "sub",
          "amr",
          "email",
          "oaud",
          "actor",
          "actor_id",
          "enterprise_id",
          "environment",
          "job_workflow_ref",
          "ref",
          "repository",
          "repository_id",
          "repository_owner_id",
          "runner_environment",
          "workflow");

  private final RoleArn role;
  private final TokenClaims claims;
  private final String issuer;
  private final String provider;
  private final AccessRequest request;

  TrustReview(RoleArn role, TokenClaims claims) {
    this.role = role;
    this.claims = claims;
    this.issuer = TrustStatement.provider(claims.issuer());
    this.provider = TrustStatement.providerArn(role, claims.issuer());
    this.request =
        new AccessRequest(
            TrustStatement.ACTION,
            Optional.of(new Principal("Federated", provider)),
            Optional.empty(),
            conditionValues());
  }

  private Map<String, List<String>> conditionValues() {
    var values = new LinkedHashMap<String, List<String>>();
    claims
        .said()
        .forEach((claim, said) -> {
          if (KNOWN.contains(claim)) {
            values.put(issuer + ":" + claim, said);
          }
        });
    return values;
  }

  TrustFinding of(PolicyDocument policy) {
    var about = policy.statements().stream().filter(rule -> rule.isAbout(request)).toList();
    for (var statement : about) {
      if (!statement.allows() && unmet(statement).isEmpty()) {
        return new TrustFinding.Denied(statement.name());
      }
    }
    var allowing = about.stream().filter(Statement::allows).toList();
    for (var statement : allowing) {
      if (unmet(statement).isEmpty()) {
        return new TrustFinding.LetsIn(statement.name());
      }
    }
    return allowing.isEmpty()
        ? notNamed(policy)
        : new TrustFinding.Unmet(
            allowing.stream()
                .map(rule -> new UnmetStatement(rule.name(), unmet(rule)))
                .sorted(Comparator.comparingInt(rule -> rule.conditions().size()))
                .toList());
  }

  private TrustFinding notNamed(PolicyDocument policy) {
    var allowing = policy.statements().stream().filter(Statement::allows).toList();
    for (var statement : allowing) {
      for (var named : names(statement, "Federated")) {
        if (named.equals(provider)) {
          return new TrustFinding.OtherAction(statement.name(), statement.actionsAsWritten());
        }
        if (isOfAnotherAccount(named)) {
          return new TrustFinding.OtherAccount(statement.name(), named);
        }
      }
    }
    var federated =
        allowing.stream().flatMap(rule -> names(rule, "Federated").stream()).distinct().toList();
    var roles =
        allowing.stream()
            .filter(rule -> rule.isAboutAction(ASSUME_ROLE))
            .flatMap(rule -> names(rule, "AWS").stream())
            .distinct()
            .toList();
    return federated.isEmpty() && !roles.isEmpty()
        ? new TrustFinding.RolesOnly(roles)
        : new TrustFinding.ProviderNotNamed(federated);
  }

  private boolean isOfAnotherAccount(String named) {
    return named.endsWith(":oidc-provider/" + issuer)
        && !named.contains("::%s:".formatted(role.account()));
  }

  private static List<String> names(Statement statement, String type) {
    return statement
        .principals()
        .filter(rule -> !rule.negated())
        .map(PrincipalRule::names)
        .map(names -> names.getOrDefault(type, List.of()))
        .orElse(List.of());
  }

  private List<UnmetCondition> unmet(Statement statement) {
    return statement.conditions().stream()
        .filter(condition -> !condition.holds(request))
        .map(this::unmet)
        .toList();
  }

  private UnmetCondition unmet(Condition condition) {
    var claim =
        condition.key().regionMatches(true, 0, issuer + ":", 0, issuer.length() + 1)
            ? condition.key().substring(issuer.length() + 1)
            : "";
    var actual = request.values(condition.key());
    return new UnmetCondition(
        condition.operator(),
        condition.key(),
        claim,
        condition.wanted(),
        actual,
        new TrustHints(claims, KNOWN).about(condition, claim, actual));
  }

  RoleArn role() {
    return role;
  }

  TokenClaims claims() {
    return claims;
  }

  String provider() {
    return provider;
  }
}
