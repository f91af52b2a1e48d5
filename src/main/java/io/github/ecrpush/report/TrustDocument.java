package io.github.ecrpush.report;

import io.github.ecrpush.aws.TrustStatement;
import io.github.ecrpush.operation.AccessPlan.ByToken;
import io.github.ecrpush.operation.AccessPlan.Entrance;
import io.github.ecrpush.operation.AccessPlan.FromRole;
import io.github.ecrpush.operation.AccessPlan.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// The trust policy of a planned role. How it names the provider and other planned roles is its
/// writer's.
final class TrustDocument {

  private static final String ASSUME = "sts:AssumeRole";
  private static final String TAG = "sts:TagSession";

  private TrustDocument() {}

  /// @param caller how a role that may enter is named, by its ARN
  static Map<String, Object> of(Role role, Object provider, Function<String, Object> caller) {
    var document = new LinkedHashMap<String, Object>();
    document.put("Version", "2012-10-17");
    document.put(
        "Statement",
        role.entrances().stream()
            .flatMap(entrance -> statements(entrance, provider, caller))
            .toList());
    return document;
  }

  /// What a caller says when it assumes a role, it does not say when it tags the session.
  private static Stream<Map<String, Object>> statements(
      Entrance entrance, Object provider, Function<String, Object> named) {
    return switch (entrance) {
      case ByToken(var equal) ->
          Stream.of(statement(Map.of("Federated", provider), TrustStatement.ACTION, equal));
      case FromRole(var role, var tagged, var equal) -> {
        var caller = Map.of("AWS", named.apply(role));
        var assume = statement(caller, ASSUME, equal);
        yield !tagged
            ? Stream.of(assume)
            : equal.isEmpty()
                ? Stream.of(statement(caller, List.of(ASSUME, TAG), equal))
                : Stream.of(assume, statement(caller, TAG, Map.of()));
      }
    };
  }

  private static Map<String, Object> statement(
      Map<String, Object> principal, Object action, Map<String, List<String>> equal) {
    var statement = new LinkedHashMap<String, Object>();
    statement.put("Effect", "Allow");
    statement.put("Principal", principal);
    statement.put("Action", action);
    if (!equal.isEmpty()) {
      var values = new LinkedHashMap<String, Object>();
      equal.forEach((key, each) -> values.put(key, each.size() == 1 ? each.getFirst() : each));
      statement.put("Condition", Map.of("StringEquals", values));
    }
    return statement;
  }
}
