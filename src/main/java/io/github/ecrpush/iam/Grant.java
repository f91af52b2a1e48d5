package io.github.ecrpush.iam;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// A statement that we ask for: these actions on these resources, and nothing else.
///
/// @param sid its name in a policy, or empty
/// @param conditions by operator and key, as a policy has them; often none
public record Grant(
    String sid,
    List<String> actions,
    List<String> resources,
    Map<String, Map<String, String>> conditions) {

  public Grant {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = new LinkedHashMap<>(conditions);
  }

  /// Whenever it is asked for.
  public Grant(String sid, List<String> actions, List<String> resources) {
    this(sid, actions, resources, Map.of());
  }

  /// The policy document that grants all of these.
  public static Map<String, Object> document(List<Grant> grants) {
    var document = new LinkedHashMap<String, Object>();
    document.put("Version", "2012-10-17");
    document.put("Statement", grants.stream().map(Grant::toStatement).toList());
    return document;
  }

  /// The same in as few statements as can be: those that differ only in their resources are one. No
  /// two have the same name.
  public static List<Grant> joined(List<Grant> grants) {
    var resources = new LinkedHashMap<Grant, LinkedHashSet<String>>();
    for (var grant : grants) {
      var alike = new Grant(grant.sid, grant.actions, List.of(), grant.conditions);
      resources.computeIfAbsent(alike, _ -> new LinkedHashSet<>()).addAll(grant.resources);
    }
    var names = new HashSet<String>();
    var joined = new ArrayList<Grant>();
    resources.forEach((grant, all) -> {
      var name = grant.sid;
      for (int next = 2; !name.isEmpty() && !names.add(name); next++) {
        name = grant.sid + next;
      }
      joined.add(new Grant(name, grant.actions, List.copyOf(all), grant.conditions));
    });
    return joined;
  }

  /// The statement of a policy document.
  public Map<String, Object> toStatement() {
    var statement = new LinkedHashMap<String, Object>();
    if (!sid.isEmpty()) {
      statement.put("Sid", sid);
    }
    statement.put("Effect", "Allow");
    statement.put("Action", oneOrAll(actions));
    statement.put("Resource", oneOrAll(resources));
    if (!conditions.isEmpty()) {
      statement.put("Condition", conditions);
    }
    return statement;
  }

  /// A list as policies have it: a single text stands alone.
  public static Object oneOrAll(List<String> texts) {
    return texts.size() == 1 ? texts.getFirst() : texts;
  }
}
