package io.github.ecrpush.report;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.operation.AccessPlan;
import io.github.ecrpush.operation.AccessPlan.Role;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/// A plan in Terraform's language. Roles outside of the first one's account are made by a provider
/// of their own, `aws.account_210987654321`.
final class PolicyTerraform {

  private static final String PROVIDER = "aws_iam_openid_connect_provider";

  private static final String FOR_OWNERS =
      "What the policies of repositories in other accounts must allow";

  private final AccessPlan plan;

  private PolicyTerraform(AccessPlan plan) {
    this.plan = plan;
  }

  static String of(AccessPlan plan) {
    return new PolicyTerraform(plan).write();
  }

  /// A provider that two roles share stands once.
  private String write() {
    var blocks = new LinkedHashSet<String>();
    for (var role : plan.roles()) {
      if (role.isEnteredByJob()) {
        blocks.add(provider(role));
      }
      blocks.add(role(role));
      blocks.add(policy(role));
    }
    var repositories = RepositoryPolicies.of(plan);
    if (!repositories.isEmpty()) {
      blocks.add(output(repositories));
    }
    return String.join("\n", blocks);
  }

  /// A repository has one policy. It is its owner's to change, not ours to replace.
  private static String output(Map<String, Map<String, Object>> repositories) {
    var arguments = new LinkedHashMap<String, Object>();
    arguments.put("description", FOR_OWNERS);
    arguments.put("value", repositories);
    return Hcl.block("output \"repository_policies\"", arguments);
  }

  private String provider(Role role) {
    var arguments = arguments(role);
    arguments.put("url", plan.provider().issuer());
    arguments.put("client_id_list", plan.provider().audiences());
    return Hcl.block("resource \"%s\" \"%s\"".formatted(PROVIDER, providerName(role)), arguments);
  }

  private String role(Role role) {
    var arguments = arguments(role);
    arguments.put("name", PlanNames.bare(role));
    PlanNames.path(role).ifPresent(path -> arguments.put("path", path));
    var provider = new Hcl.Reference("%s.%s.arn".formatted(PROVIDER, providerName(role)));
    arguments.put("assume_role_policy", Hcl.json(TrustDocument.of(role, provider, this::caller)));
    return Hcl.block("resource \"aws_iam_role\" \"%s\"".formatted(name(role)), arguments);
  }

  /// IAM takes no policy that names a role which is still to be made; by this, it is made before.
  private Object caller(String arn) {
    return plan.named(arn)
        .<Object>map(role -> new Hcl.Reference("aws_iam_role.%s.arn".formatted(name(role))))
        .orElse(arn);
  }

  private String policy(Role role) {
    var arguments = arguments(role);
    arguments.put("name", "ecr-push");
    arguments.put("role", new Hcl.Reference("aws_iam_role.%s.id".formatted(name(role))));
    arguments.put("policy", Hcl.json(Grant.document(role.grants())));
    return Hcl.block("resource \"aws_iam_role_policy\" \"%s\"".formatted(name(role)), arguments);
  }

  private Map<String, Object> arguments(Role role) {
    var arguments = new LinkedHashMap<String, Object>();
    if (!account(role).isEmpty()) {
      arguments.put("provider", new Hcl.Reference("aws.account_" + account(role)));
    }
    return arguments;
  }

  private String providerName(Role role) {
    return account(role).isEmpty() ? "github" : "github_" + account(role);
  }

  private String name(Role role) {
    return PlanNames.underscored(role, account(role));
  }

  /// The role's account, where it is not the first one's.
  private String account(Role role) {
    return role.account().equals(plan.roles().getFirst().account())
        ? ""
        : role.account().map(AwsAccount::id).orElse("");
  }
}
