package io.github.ecrpush.ecr.settings;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a policy document means, whatever its text: AWS gives policies back in other orders, with
/// lists where there was one value, and with the ARN of an account where there was its number.
public final class PolicyMeaning {

  private PolicyMeaning() {}

  public static boolean isSame(JsonTree one, JsonTree other) {
    return statements(one).equals(statements(other)) && version(one).equals(version(other));
  }

  /// What a policy has beyond the other one, for people. Of a statement that the other one has in
  /// another form, only the parts that differ.
  public static String beyond(JsonTree one, JsonTree other) {
    var ours = statements(one);
    var theirs = statements(other);
    var changed =
        AccessPolicy.statements(other).stream()
            .filter(statement -> !ours.contains(statement(statement)))
            .toList();
    var version =
        other.isObject() && !version(one).equals(version(other))
            ? Stream.of("Version " + version(one))
            : Stream.<String>empty();
    var statements =
        AccessPolicy.statements(one).stream()
            .filter(statement -> !theirs.contains(statement(statement)))
            .map(statement -> beyond(statement, changed));
    return Stream.concat(version, statements)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /// @param others the statements of which one may be another form of this one
  private static String beyond(JsonTree statement, List<JsonTree> others) {
    var name = statement.at("Sid").text();
    var namesakes = others.stream().filter(other -> other.at("Sid").text().equals(name)).toList();
    if (namesakes.size() != 1) {
      return Json.write(statement);
    }
    var parts = parts(statement);
    parts.removeAll(parts(namesakes.getFirst()));
    return parts.isEmpty() ? "" : name.map(sid -> sid + ": ").orElse("") + String.join(", ", parts);
  }

  private static Set<String> parts(JsonTree statement) {
    var parts = new TreeSet<String>();
    addParts("", statement(statement), parts);
    return parts;
  }

  private static void addParts(String before, Object meaning, Set<String> parts) {
    switch (meaning) {
      case Map<?, ?> map ->
          map.forEach((name, value) -> addParts(before + name + " ", value, parts));
      case Set<?> values -> values.forEach(value -> parts.add(before + value));
      default -> parts.add(before + meaning);
    }
  }

  private static String version(JsonTree document) {
    return document.at("Version").text().orElse("2008-10-17");
  }

  private static Set<Object> statements(JsonTree document) {
    return AccessPolicy.statements(document).stream()
        .map(PolicyMeaning::statement)
        .collect(Collectors.toSet());
  }

  private static Object statement(JsonTree statement) {
    var meaning = new HashMap<String, Object>();
    statement
        .members()
        .forEach((name, value) ->
            meaning.put(
                name,
                switch (name) {
                  case "Principal", "NotPrincipal" -> principals(value);
                  case "Action", "NotAction" ->
                      texts(value).stream()
                          .map(action -> action.toLowerCase(Locale.ROOT))
                          .collect(Collectors.toSet());
                  case "Condition" -> conditions(value);
                  default -> texts(value);
                }));
    return meaning;
  }

  private static Object principals(JsonTree value) {
    if (!value.isObject()) {
      return Map.of("AWS", texts(value));
    }
    var principals = new HashMap<String, Object>();
    value
        .members()
        .forEach((kind, names) ->
            principals.put(
                kind,
                texts(names).stream().map(PolicyMeaning::account).collect(Collectors.toSet())));
    return principals;
  }

  /// An account's number for the ARN of the account as a whole.
  private static String account(String principal) {
    var parts = principal.split(":", 6);
    return parts.length == 6 && parts[2].equals("iam") && parts[5].equals("root")
        ? parts[4]
        : principal;
  }

  /// Keys of conditions are the same in either case.
  private static Object conditions(JsonTree value) {
    var conditions = new HashMap<String, Object>();
    value
        .members()
        .forEach((operator, keys) -> {
          var wanted = new HashMap<String, Set<String>>();
          keys.members()
              .forEach((key, values) -> wanted.put(key.toLowerCase(Locale.ROOT), texts(values)));
          conditions.put(operator, wanted);
        });
    return conditions;
  }

  private static Set<String> texts(JsonTree value) {
    var values = value.isArray() ? value.elements() : List.of(value);
    return values.stream()
        .map(element -> element.text().orElseGet(() -> Json.write(element)))
        .collect(Collectors.toCollection(HashSet::new));
  }
}
