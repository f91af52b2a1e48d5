package io.github.ecrpush.aws;

import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/// The statement of a trust policy that lets one job in, and no other.
///
/// @param provider the ARN of the account's identity provider
/// @param wanted what each condition key must equal
public record TrustStatement(String provider, Map<String, List<String>> wanted) {

  /// What a token is exchanged with.
  public static final String ACTION = "sts:AssumeRoleWithWebIdentity";

  public TrustStatement {
    wanted = new LinkedHashMap<>(wanted);
  }

  /// For the job that a token speaks of, to assume a role.
  ///
  /// The subject says repository and branch, tag, environment or pull request. What it does not say
  /// is added: an environment's subject has no branch, a workflow that was called has a name of its
  /// own, and a subject that an organisation composed may say anything.
  public static TrustStatement of(RoleArn role, TokenClaims claims) {
    var job = JobSubject.parse(claims.subject());
    var further = new LinkedHashMap<String, String>();
    if (job.isEmpty()) {
      add(claims, "repository_id", further);
      add(claims, "repository", further);
      add(claims, "environment", further);
    }
    if (job.isEmpty() || job.get().isIn(JobSubject.ENVIRONMENT)) {
      add(claims, JobConditions.REF, further);
    }
    if (!claims.text(JobConditions.CALLED_WORKFLOW).equals(claims.text("workflow_ref"))) {
      add(claims, JobConditions.CALLED_WORKFLOW, further);
    }
    var conditions =
        new JobConditions(claims.issuer(), claims.audiences(), subjects(claims), further);
    return new TrustStatement(providerArn(role, claims.issuer()), conditions.wanted());
  }

  private static void add(TokenClaims claims, String claim, Map<String, String> further) {
    claims.text(claim).ifPresent(value -> further.put(claim, value));
  }

  /// A repository whose subjects have no numbers may get them any day; the number names nobody
  /// else, so both forms are the same job. The form without is left out once there are numbers: a
  /// name can be taken over.
  private static List<String> subjects(TokenClaims claims) {
    var subject = claims.subject();
    var job = JobSubject.parse(subject);
    var owner = claims.text("repository_owner_id");
    var repository = claims.text("repository_id");
    return job.isPresent()
            && !job.get().isImmutable()
            && owner.isPresent()
            && repository.isPresent()
        ? List.of(subject, job.get().immutable(owner.get(), repository.get()))
        : List.of(subject);
  }

  /// A text as policies have it, where `${` begins a variable.
  static String literal(String text) {
    return text.replace("${", "${$}{");
  }

  static String providerArn(RoleArn role, String issuer) {
    return "arn:%s:iam::%s:oidc-provider/%s"
        .formatted(role.partition(), role.account(), provider(issuer));
  }

  /// An issuer as condition keys begin with it.
  static String provider(String issuer) {
    return issuer.startsWith("https://") ? issuer.substring("https://".length()) : issuer;
  }

  /// As it is pasted into a policy.
  public String text() {
    return """
    {
      "Effect": "Allow",
      "Principal": {"Federated": %s},
      "Action": "%s",
      "Condition": {
        "StringEquals": {
    %s
        }
      }
    }
    """
        .formatted(
            Json.write(provider),
            ACTION,
            wanted.entrySet().stream()
                .map(TrustStatement::line)
                .collect(Collectors.joining(",\n")));
  }

  private static String line(Entry<String, List<String>> condition) {
    var values = condition.getValue().stream().map(Json::write).toList();
    return "      %s: %s"
        .formatted(
            Json.write(condition.getKey()),
            values.size() == 1 ? values.getFirst() : "[" + String.join(", ", values) + "]");
  }
}
