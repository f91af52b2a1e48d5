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

  private static final String WORKFLOW = "job_workflow_ref";

  public TrustStatement {
    wanted = new LinkedHashMap<>(wanted);
  }

  /// For the job that a token speaks of, to assume a role.
  ///
  /// The subject says repository and branch, tag, environment or pull request. What it does not say
  /// is added: an environment's subject has no branch, a workflow that was called has a name of its
  /// own, and a subject that an organisation composed may say anything.
  public static TrustStatement of(RoleArn role, TokenClaims claims) {
    var issuer = provider(claims.issuer());
    var job = JobSubject.parse(claims.subject());
    var equal = new LinkedHashMap<String, List<String>>();
    equal.put("aud", claims.audiences());
    equal.put("sub", subjects(claims));
    if (job.isEmpty()) {
      add(claims, "repository_id", equal);
      add(claims, "repository", equal);
      add(claims, "environment", equal);
    }
    if (job.isEmpty() || job.get().isIn(JobSubject.ENVIRONMENT)) {
      add(claims, "ref", equal);
    }
    if (!claims.text(WORKFLOW).equals(claims.text("workflow_ref"))) {
      add(claims, WORKFLOW, equal);
    }
    var wanted = new LinkedHashMap<String, List<String>>();
    equal.forEach((claim, values) ->
        wanted.put(issuer + ":" + claim, values.stream().map(TrustStatement::literal).toList()));
    return new TrustStatement(providerArn(role, claims.issuer()), wanted);
  }

  private static void add(TokenClaims claims, String claim, Map<String, List<String>> equal) {
    claims.text(claim).ifPresent(value -> equal.put(claim, List.of(value)));
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
  public static String literal(String text) {
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
