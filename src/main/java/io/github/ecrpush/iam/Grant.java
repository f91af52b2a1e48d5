package io.github.ecrpush.iam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A statement that we ask for: these actions on these resources, and nothing else.
///
/// @param sid its name in a policy, or empty
public record Grant(String sid, List<String> actions, List<String> resources) {

  public Grant {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
  }

  /// The policy document that grants all of these.
  public static Map<String, Object> document(List<Grant> grants) {
    var document = new LinkedHashMap<String, Object>();
    document.put("Version", "2012-10-17");
    document.put("Statement", grants.stream().map(Grant::toStatement).toList());
    return document;
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
    return statement;
  }

  private static Object oneOrAll(List<String> texts) {
    return texts.size() == 1 ? texts.getFirst() : texts;
  }
}
