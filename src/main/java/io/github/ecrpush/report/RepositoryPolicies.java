package io.github.ecrpush.report;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.operation.AccessPlan;
import io.github.ecrpush.operation.AccessPlan.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What repositories in other accounts than a role's must allow themselves: there, the policy of
/// the role is only one half.
final class RepositoryPolicies {

  /// A repository that is not there has no policy, and nobody creates one in another account.
  private static final String CREATE = "ecr:CreateRepository";

  private final Map<String, List<Object>> statements = new LinkedHashMap<>();

  private RepositoryPolicies() {}

  /// The policies, by the ARNs of their repositories.
  static Map<String, Map<String, Object>> of(AccessPlan plan) {
    var policies = new RepositoryPolicies();
    for (var role : plan.roles()) {
      role.account().ifPresent(account -> policies.add(role, account));
    }
    var documents = new LinkedHashMap<String, Map<String, Object>>();
    policies.statements.forEach((repository, statements) -> {
      var document = new LinkedHashMap<String, Object>();
      document.put("Version", "2012-10-17");
      document.put("Statement", statements);
      documents.put(repository, document);
    });
    return documents;
  }

  private void add(Role role, AwsAccount account) {
    for (var grant : role.grants()) {
      var actions = grant.actions().stream().filter(action -> !action.equals(CREATE)).toList();
      for (var resource : grant.resources()) {
        if (!actions.isEmpty() && isElsewhere(resource, account)) {
          statements
              .computeIfAbsent(resource, _ -> new ArrayList<>())
              .add(statement(role, actions));
        }
      }
    }
  }

  private static boolean isElsewhere(String resource, AwsAccount account) {
    var parts = resource.split(":", 6);
    return parts.length == 6
        && parts[2].equals("ecr")
        && !parts[4].equals("*")
        && !parts[4].equals(account.id());
  }

  private static Map<String, Object> statement(Role role, List<String> actions) {
    var statement = new LinkedHashMap<String, Object>();
    statement.put("Effect", "Allow");
    statement.put("Principal", Map.of("AWS", role.arn()));
    statement.put("Action", Grant.oneOrAll(actions));
    return statement;
  }
}
