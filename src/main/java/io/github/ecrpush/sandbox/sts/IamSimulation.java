package io.github.ecrpush.sandbox.sts;

import io.github.ecrpush.iam.CallerPolicies.Resource;
import io.github.ecrpush.iam.Decision;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.PolicyException;
import io.github.ecrpush.iam.PolicyKind;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.sandbox.accounts.AccessControl;
import io.github.ecrpush.sandbox.accounts.Accounts;
import io.github.ecrpush.sandbox.accounts.Caller;
import io.github.ecrpush.sandbox.accounts.Names;
import io.github.ecrpush.sandbox.accounts.RoleSession;
import io.github.ecrpush.sandbox.web.Query;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a role or user could do, asked without doing it.
final class IamSimulation {

  private final Accounts accounts;
  private final AccessControl control;

  IamSimulation(Accounts accounts, AccessControl control) {
    this.accounts = accounts;
    this.control = control;
  }

  Xml of(Query form, String source) {
    var caller = caller(source);
    var values = values(form);
    var resources = list(form, "ResourceArns");
    var results = new Xml();
    for (var action : list(form, "ActionNames")) {
      for (var arn : resources.isEmpty() ? List.of("*") : resources) {
        var resource = new Resource(owner(arn, caller), policy(form), PolicyKind.RESOURCE);
        var decision =
            control.decide(caller, new AccessControl.Wish(action, arn, resource, values));
        results.node("member", shown(action, arn, decision));
      }
    }
    return new Xml().node("EvaluationResults", results).leaf("IsTruncated", "false");
  }

  private static Xml shown(String action, String arn, Decision decision) {
    return new Xml()
        .leaf("EvalActionName", action)
        .leaf("EvalResourceName", arn)
        .leaf(
            "EvalDecision",
            switch (decision) {
              case Decision.Allowed _ -> "allowed";
              case Decision.DeniedExplicitly _ -> "explicitDeny";
              case Decision.DeniedImplicitly _ -> "implicitDeny";
            })
        .node("MatchedStatements", new Xml())
        .node("MissingContextValues", new Xml());
  }

  private Caller caller(String source) {
    return Names.role(source)
        .flatMap(accounts::role)
        .map(role -> role.caller("simulated", RoleSession.Passed.NOTHING))
        .or(() -> accounts.user(source).map(user -> user.caller()))
        .orElseThrow(() ->
            new RefusedException(
                404, "NoSuchEntity", "The entity with ARN %s cannot be found.".formatted(source)));
  }

  private static String owner(String arn, Caller caller) {
    var parts = arn.split(":", -1);
    return parts.length > 5 && !parts[4].isEmpty() && !parts[4].equals("*")
        ? parts[4]
        : caller.account();
  }

  private static Optional<PolicyDocument> policy(Query form) {
    try {
      return form.find("ResourcePolicy").map(text -> PolicyDocument.parse(Json.parse(text)));
    } catch (JsonException | PolicyException e) {
      throw new RefusedException(400, "InvalidInput", "The resource policy is malformed: " + e);
    }
  }

  private static Map<String, List<String>> values(Query form) {
    var values = new LinkedHashMap<String, List<String>>();
    for (int i = 1; ; i++) {
      var entry = "ContextEntries.member.%d.".formatted(i);
      var key = form.find(entry + "ContextKeyName");
      if (key.isEmpty()) {
        return values;
      }
      values.put(key.get(), list(form, entry + "ContextKeyValues"));
    }
  }

  private static List<String> list(Query form, String name) {
    var texts = new ArrayList<String>();
    while (true) {
      var text = form.find("%s.member.%d".formatted(name, texts.size() + 1));
      if (text.isEmpty()) {
        return texts;
      }
      texts.add(text.get());
    }
  }
}
