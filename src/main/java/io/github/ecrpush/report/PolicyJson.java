package io.github.ecrpush.report;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.operation.AccessPlan;
import io.github.ecrpush.operation.AccessPlan.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// A plan as the documents that AWS's own tools take: `policy` and `trust` of the role that the job
/// enters, and the `provider`. Roles beyond that one stand in `further-roles`, and what
/// repositories of other accounts must allow in `repository-policies`.
final class PolicyJson {

  private PolicyJson() {}

  static String of(AccessPlan plan) {
    var json = new LinkedHashMap<String, Object>();
    addRole(json, plan, plan.roles().getFirst());
    json.put("provider", provider(plan));
    var further = new ArrayList<Map<String, Object>>();
    for (var role : plan.roles().subList(1, plan.roles().size())) {
      var entry = new LinkedHashMap<String, Object>();
      entry.put("role", role.arn());
      addRole(entry, plan, role);
      further.add(entry);
    }
    if (!further.isEmpty()) {
      json.put("further-roles", further);
    }
    var repositories = new ArrayList<Map<String, Object>>();
    RepositoryPolicies.of(plan)
        .forEach((arn, policy) -> {
          var entry = new LinkedHashMap<String, Object>();
          entry.put("repository", arn);
          entry.put("policy", policy);
          repositories.add(entry);
        });
    if (!repositories.isEmpty()) {
      json.put("repository-policies", repositories);
    }
    return Json.writePretty(json) + "\n";
  }

  private static void addRole(Map<String, Object> json, AccessPlan plan, Role role) {
    json.put("policy", Grant.document(role.grants()));
    json.put("trust", TrustDocument.of(role, providerArn(plan, role), arn -> arn));
  }

  /// As `aws iam create-open-id-connect-provider --cli-input-json` takes it.
  private static Map<String, Object> provider(AccessPlan plan) {
    var provider = new LinkedHashMap<String, Object>();
    provider.put("Url", plan.provider().issuer());
    provider.put("ClientIDList", plan.provider().audiences());
    return provider;
  }

  private static String providerArn(AccessPlan plan, Role role) {
    return "arn:%s:iam::%s:oidc-provider/%s"
        .formatted(role.partition(), account(role), plan.provider().name());
  }

  private static String account(Role role) {
    return role.account().map(AwsAccount::id).orElse(AccessPlan.ACCOUNT);
  }
}
