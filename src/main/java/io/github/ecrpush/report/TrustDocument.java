package io.github.ecrpush.report;

import io.github.ecrpush.aws.TrustStatement;
import io.github.ecrpush.operation.AccessPlan.ByToken;
import io.github.ecrpush.operation.AccessPlan.Entrance;
import io.github.ecrpush.operation.AccessPlan.FromRole;
import io.github.ecrpush.operation.AccessPlan.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The trust policy of a planned role. How it names the provider is its writer's.
final class TrustDocument {

  private TrustDocument() {}

  static Map<String, Object> of(Role role, Object provider) {
    var document = new LinkedHashMap<String, Object>();
    document.put("Version", "2012-10-17");
    document.put(
        "Statement",
        role.entrances().stream().map(entrance -> statement(entrance, provider)).toList());
    return document;
  }

  private static Map<String, Object> statement(Entrance entrance, Object provider) {
    var statement = new LinkedHashMap<String, Object>();
    statement.put("Effect", "Allow");
    switch (entrance) {
      case ByToken _ -> {
        statement.put("Principal", Map.of("Federated", provider));
        statement.put("Action", TrustStatement.ACTION);
      }
      case FromRole(var role, var tagged, var _) -> {
        statement.put("Principal", Map.of("AWS", role));
        statement.put(
            "Action", tagged ? List.of("sts:AssumeRole", "sts:TagSession") : "sts:AssumeRole");
      }
    }
    if (!entrance.equal().isEmpty()) {
      var equal = new LinkedHashMap<String, Object>();
      entrance
          .equal()
          .forEach(
              (key, values) -> equal.put(key, values.size() == 1 ? values.getFirst() : values));
      statement.put("Condition", Map.of("StringEquals", equal));
    }
    return statement;
  }
}
