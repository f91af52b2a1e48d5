package io.github.ecrpush.sandbox.accounts;

import io.github.ecrpush.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a session is beside its role.
public record RoleSession(String roleArn, Passed passed) {

  /// What was passed when the session was made.
  ///
  /// @param policies the texts of inline session policies, of which there is at most one
  /// @param policyArns those of managed session policies
  /// @param tags session tags, inherited ones too
  /// @param transitive the keys of the tags that the next session of a chain inherits
  public record Passed(
      List<String> policies,
      List<String> policyArns,
      Map<String, String> tags,
      Set<String> transitive) {

    public static final Passed NOTHING = new Passed(List.of(), List.of(), Map.of(), Set.of());

    public Passed {
      policies = List.copyOf(policies);
      policyArns = List.copyOf(policyArns);
      tags = new TreeMap<>(tags);
      transitive = new TreeSet<>(transitive);
    }

    /// Whether the session has less than its role.
    public boolean restricts() {
      return !policies.isEmpty() || !policyArns.isEmpty();
    }

    /// The same in a session that somebody begins who may have a session already: the transitive
    /// tags of that go on, and none of them can be changed.
    public Passed inheriting(Caller caller) {
      if (caller.session().isEmpty()) {
        return this;
      }
      var before = caller.session().get().passed();
      var all = new TreeMap<>(tags);
      before.transitive().forEach(key -> all.put(key, before.tags().getOrDefault(key, "")));
      var keys = new TreeSet<>(transitive);
      keys.addAll(before.transitive());
      return new Passed(policies, policyArns, all, keys);
    }
  }

  Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("role", roleArn);
    json.put("policies", passed.policies());
    json.put("policyArns", passed.policyArns());
    json.put("tags", passed.tags());
    json.put("transitive", List.copyOf(passed.transitive()));
    return json;
  }

  static RoleSession fromJson(JsonTree json) {
    var tags = new TreeMap<String, String>();
    json.at("tags").members().forEach((key, value) -> tags.put(key, value.text().orElse("")));
    var passed =
        new Passed(
            texts(json.at("policies")),
            texts(json.at("policyArns")),
            tags,
            Set.copyOf(texts(json.at("transitive"))));
    return new RoleSession(json.at("role").text().orElseThrow(), passed);
  }

  private static List<String> texts(JsonTree list) {
    return list.elements().stream().flatMap(element -> element.text().stream()).toList();
  }
}
