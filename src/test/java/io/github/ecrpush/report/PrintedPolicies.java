package io.github.ecrpush.report;

import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The policies that are printed for a use, whole or with one thing taken away.
///
/// @param printed the JSON object
/// @param cut what is taken away
record PrintedPolicies(String firstRole, JsonTree printed, Optional<Cut> cut) {

  /// Something in a statement of a role's policy: all of it, an action, or a resource.
  record Cut(int role, int statement, Optional<String> action, Optional<String> resource) {}

  /// What nobody allows any more.
  record Taken(String action, String resource) {
    boolean isIn(String text) {
      return text.contains(action) && text.contains(resource);
    }
  }

  /// The roles by their names, each with its `policy` and `trust`.
  Map<String, JsonTree> roles() {
    var roles = new LinkedHashMap<String, JsonTree>();
    roles.put(firstRole, printed);
    for (var role : printed.at("further-roles").elements()) {
      var arn = role.at("role").text().orElseThrow();
      roles.put(arn.substring(arn.indexOf('/') + 1), role);
    }
    return roles;
  }

  private List<List<Grant>> grants() {
    return roles().values().stream()
        .map(role -> role.at("policy").at("Statement").elements().stream())
        .map(statements -> statements.map(PrintedPolicies::grant).toList())
        .toList();
  }

  private static Grant grant(JsonTree statement) {
    return new Grant(
        statement.at("Sid").text().orElseThrow(),
        texts(statement.at("Action")),
        texts(statement.at("Resource")),
        conditions(statement.at("Condition")));
  }

  private static Map<String, Map<String, String>> conditions(JsonTree operators) {
    var conditions = new LinkedHashMap<String, Map<String, String>>();
    operators
        .members()
        .forEach((operator, keys) -> {
          var values = new LinkedHashMap<String, String>();
          keys.members().forEach((key, value) -> values.put(key, value.text().orElseThrow()));
          conditions.put(operator, values);
        });
    return conditions;
  }

  private static List<String> texts(JsonTree tree) {
    return tree.text()
        .map(List::of)
        .orElseGet(() -> tree.elements().stream().map(each -> each.text().orElseThrow()).toList());
  }

  /// Every action that is allowed anywhere.
  List<String> actions() {
    return grants().stream()
        .flatMap(List::stream)
        .flatMap(grant -> grant.actions().stream())
        .toList();
  }

  /// Everything that can be taken away.
  List<Cut> cuts() {
    var cuts = new ArrayList<Cut>();
    var roles = grants();
    for (int role = 0; role < roles.size(); role++) {
      for (int at = 0; at < roles.get(role).size(); at++) {
        var grant = roles.get(role).get(at);
        cuts.add(new Cut(role, at, Optional.empty(), Optional.empty()));
        for (var action : several(grant.actions())) {
          cuts.add(new Cut(role, at, Optional.of(action), Optional.empty()));
        }
        for (var resource : several(grant.resources())) {
          cuts.add(new Cut(role, at, Optional.empty(), Optional.of(resource)));
        }
      }
    }
    return cuts;
  }

  /// Of a single one nothing would be left.
  private static List<String> several(List<String> texts) {
    return texts.size() > 1 ? texts : List.of();
  }

  PrintedPolicies without(Cut what) {
    return new PrintedPolicies(firstRole, printed, Optional.of(what));
  }

  List<Taken> taken() {
    return cut.stream().flatMap(this::taken).toList();
  }

  private Stream<Taken> taken(Cut what) {
    var grant = grants().get(what.role).get(what.statement);
    var actions = what.action.map(List::of).orElse(grant.actions());
    var resources = what.resource.map(List::of).orElse(grant.resources());
    return actions.stream()
        .flatMap(action -> resources.stream().map(resource -> new Taken(action, resource)));
  }

  /// The document that a role gets.
  String policy(int role) {
    var left = new ArrayList<Grant>();
    var grants = grants().get(role);
    for (int at = 0; at < grants.size(); at++) {
      int statement = at;
      var here = cut.filter(what -> what.role == role && what.statement == statement);
      var grant = grants.get(at);
      here.ifPresentOrElse(what -> rest(grant, what).ifPresent(left::add), () -> left.add(grant));
    }
    return Json.write(Grant.document(left));
  }

  private static Optional<Grant> rest(Grant grant, Cut what) {
    if (what.action.isEmpty() && what.resource.isEmpty()) {
      return Optional.empty();
    }
    var actions = new ArrayList<>(grant.actions());
    what.action.ifPresent(actions::remove);
    var resources = new ArrayList<>(grant.resources());
    what.resource.ifPresent(resources::remove);
    return Optional.of(new Grant(grant.sid(), actions, resources, grant.conditions()));
  }
}
