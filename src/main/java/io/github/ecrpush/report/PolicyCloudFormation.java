package io.github.ecrpush.report;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.operation.AccessPlan;
import io.github.ecrpush.operation.AccessPlan.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A plan as a template of CloudFormation. Where roles live in several accounts, the one template
/// is for all of them: in each, it makes what belongs there.
final class PolicyCloudFormation {

  private final AccessPlan plan;
  private final boolean several;
  private final Map<String, Object> conditions = new LinkedHashMap<>();
  private final Map<String, Object> resources = new LinkedHashMap<>();

  private PolicyCloudFormation(AccessPlan plan) {
    this.plan = plan;
    this.several = plan.roles().stream().map(Role::account).distinct().count() > 1;
  }

  static String of(AccessPlan plan) {
    return new PolicyCloudFormation(plan).write();
  }

  private String write() {
    for (var role : plan.roles()) {
      if (role.isEnteredByJob()) {
        resources.putIfAbsent(provider(role), resource("AWS::IAM::OIDCProvider", role, provider()));
      }
      resources.put(
          PlanNames.logical(role, suffix(role)),
          resource("AWS::IAM::Role", role, properties(role)));
    }
    var template = new LinkedHashMap<String, Object>();
    template.put("AWSTemplateFormatVersion", "2010-09-09");
    template.put("Description", "What ecr-push needs to push to Amazon ECR");
    if (!conditions.isEmpty()) {
      template.put("Conditions", conditions);
    }
    template.put("Resources", resources);
    var repositories = RepositoryPolicies.of(plan);
    if (!repositories.isEmpty()) {
      template.put("Outputs", outputs(repositories));
    }
    return Json.writePretty(template) + "\n";
  }

  /// A repository has one policy. It is its owner's to change, not ours to replace.
  private static Map<String, Object> outputs(Map<String, Map<String, Object>> repositories) {
    var outputs = new LinkedHashMap<String, Object>();
    repositories.forEach((arn, policy) -> {
      var output = new LinkedHashMap<String, Object>();
      output.put("Description", "What the policy of " + arn + " must allow");
      output.put("Value", Json.write(policy));
      outputs.put("RepositoryPolicy" + (outputs.size() + 1), output);
    });
    return outputs;
  }

  private Map<String, Object> resource(String type, Role role, Map<String, Object> properties) {
    var resource = new LinkedHashMap<String, Object>();
    resource.put("Type", type);
    var account = suffix(role);
    if (!account.isEmpty()) {
      conditions.put(
          "In" + account, Map.of("Fn::Equals", List.of(Map.of("Ref", "AWS::AccountId"), account)));
      resource.put("Condition", "In" + account);
    }
    resource.put("Properties", properties);
    return resource;
  }

  /// The account, where there are several.
  private String suffix(Role role) {
    return several ? role.account().map(AwsAccount::id).orElse("") : "";
  }

  private String provider(Role role) {
    return "GitHub" + suffix(role);
  }

  /// IAM takes no policy that names a role which is still to be made; by this, it is made before.
  /// One in another account has to be there already.
  private Object caller(Role entered, String arn) {
    return plan.named(arn)
        .filter(role -> role.account().equals(entered.account()))
        .<Object>map(
            role -> Map.of("Fn::GetAtt", List.of(PlanNames.logical(role, suffix(role)), "Arn")))
        .orElse(arn);
  }

  private Map<String, Object> provider() {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("Url", plan.provider().issuer());
    properties.put("ClientIdList", plan.provider().audiences());
    return properties;
  }

  private Map<String, Object> properties(Role role) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("RoleName", PlanNames.bare(role));
    PlanNames.path(role).ifPresent(path -> properties.put("Path", path));
    properties.put(
        "AssumeRolePolicyDocument",
        TrustDocument.of(role, Map.of("Ref", provider(role)), arn -> caller(role, arn)));
    var policy = new LinkedHashMap<String, Object>();
    policy.put("PolicyName", "ecr-push");
    policy.put("PolicyDocument", Grant.document(role.grants()));
    properties.put("Policies", List.of(policy));
    return properties;
  }
}
