package io.github.ecrpush.aws;

import io.github.ecrpush.aws.TrustFinding.ComparedCondition;
import io.github.ecrpush.aws.TrustFinding.UnmetStatement;
import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.iam.AccessRequest;
import io.github.ecrpush.iam.AccessRequest.Principal;
import io.github.ecrpush.iam.Comparison;
import io.github.ecrpush.iam.Condition;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.PrincipalRule;
import io.github.ecrpush.iam.Statement;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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

  /// @param sessionName what the run calls its session
  TrustReview(RoleArn role, TokenClaims claims, String sessionName) {
    this.role = role;
    this.claims = claims;
    this.issuer = TrustStatement.provider(claims.issuer());
    this.provider = TrustStatement.providerArn(role, claims.issuer());
    this.request =
        new AccessRequest(
            TrustStatement.ACTION,
            Optional.of(new Principal("Federated", provider)),
            Optional.empty(),
            conditionValues(sessionName));
  }

  private Map<String, List<String>> conditionValues(String sessionName) {
    var values = new LinkedHashMap<String, List<String>>();
    values.put(TrustHints.SESSION_NAME, List.of(sessionName));
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
    var denying = about.stream().filter(rule -> !rule.allows() && unmet(rule).isEmpty()).toList();
    var denied = first(denying, rule -> notKnown(rule).isEmpty());
    if (denied.isPresent()) {
      return new TrustFinding.Denied(denied.get().name(), met(denied.get()));
    }
    var allowing = about.stream().filter(Statement::allows).toList();
    if (allowing.isEmpty()) {
      return notNamed(policy);
    }
    var open = first(allowing, rule -> unmet(rule).isEmpty() && notKnown(rule).isEmpty());
    if (open.isPresent()) {
      return denying.isEmpty()
          ? new TrustFinding.LetsIn(open.get().name())
          : undecided(denying.getFirst());
    }
    return first(allowing, rule -> unmet(rule).isEmpty())
        .map(this::undecided)
        .orElseGet(() -> unmet(allowing));
  }

  private static Optional<Statement> first(List<Statement> rules, Predicate<Statement> which) {
    return rules.stream().filter(which).findFirst();
  }

  private TrustFinding undecided(Statement statement) {
    return new TrustFinding.Undecided(
        statement.name(),
        statement.allows(),
        notKnown(statement).stream().map(condition -> compared(condition, List.of())).toList());
  }

  private TrustFinding unmet(List<Statement> allowing) {
    return new TrustFinding.Unmet(
        allowing.stream()
            .map(rule ->
                new UnmetStatement(
                    rule.name(),
                    unmet(rule),
                    notKnown(rule).stream().map(Condition::key).distinct().toList()))
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

  private List<Condition> notKnown(Statement statement) {
    return statement.conditions().stream().filter(condition -> !isKnown(condition)).toList();
  }

  /// Keys of the request, like its address and time, are compared by AWS alone; so is what an
  /// operator compares that is not known here.
  private static boolean isKnown(Condition condition) {
    if (condition.comparison() == Comparison.UNKNOWN) {
      return false;
    }
    var key = condition.key().toLowerCase(Locale.ROOT);
    return key.equalsIgnoreCase(TrustHints.SESSION_NAME)
        || key.equalsIgnoreCase(TrustHints.EXTERNAL_ID)
        || !(key.startsWith("aws:") || key.startsWith("sts:"));
  }

  private List<ComparedCondition> met(Statement statement) {
    return statement.conditions().stream()
        .map(condition -> compared(condition, request.values(condition.key())))
        .toList();
  }

  private static ComparedCondition compared(Condition condition, List<String> actual) {
    return new ComparedCondition(
        condition.operator(), condition.key(), condition.wanted(), actual, Optional.empty());
  }

  private List<ComparedCondition> unmet(Statement statement) {
    return statement.conditions().stream()
        .filter(condition -> isKnown(condition) && !condition.holds(request))
        .map(this::unmet)
        .toList();
  }

  private ComparedCondition unmet(Condition condition) {
    var claim =
        condition.key().regionMatches(true, 0, issuer + ":", 0, issuer.length() + 1)
            ? condition.key().substring(issuer.length() + 1)
            : "";
    var actual = request.values(condition.key());
    return new ComparedCondition(
        condition.operator(),
        condition.key(),
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
