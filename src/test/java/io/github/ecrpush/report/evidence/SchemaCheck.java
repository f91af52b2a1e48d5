package io.github.ecrpush.report.evidence;

import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// As much of JSON Schema as our own schema uses: `$ref` to `$defs`, `type`, `properties`,
/// `required`, `additionalProperties` as a schema, `items`, `enum`, `const`, `pattern`, `minimum`.
/// A word that it does not know is a mistake of the schema.
final class SchemaCheck {

  private static final List<String> WORDS =
      List.of(
          "$schema",
          "$id",
          "$defs",
          "$ref",
          "title",
          "description",
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "enum",
          "const",
          "pattern",
          "minimum");

  private final JsonTree schema;
  private final List<String> mistakes = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  SchemaCheck(JsonTree schema) {
    this.schema = schema;
  }

  List<String> mistakes(JsonTree document) {
    check(document, schema, "$");
    return mistakes;
  }

  /// Members that no `properties` names.
  List<String> unknown(JsonTree document) {
    check(document, schema, "$");
    return unknown;
  }

  private void check(JsonTree value, JsonTree rule, String at) {
    rule.members().keySet().stream()
        .filter(word -> !WORDS.contains(word))
        .forEach(word -> mistakes.add("the schema says " + word));
    if (!rule.at("$ref").isMissing()) {
      var name = rule.at("$ref").text().orElseThrow().replace("#/$defs/", "");
      var target = schema.at("$defs").at(name);
      require(!target.isMissing(), "the schema lacks " + name);
      check(value, target, at);
      return;
    }
    rule.at("type").text().ifPresent(type -> require(isA(type, value), at + " is no " + type));
    if (!rule.at("const").isMissing()) {
      require(value.equals(rule.at("const")), at + " is not what it always is");
    }
    if (rule.at("enum").isArray()) {
      require(rule.at("enum").elements().contains(value), at + " is none of the words");
    }
    rule.at("pattern")
        .text()
        .ifPresent(pattern ->
            require(
                Pattern.compile(pattern).matcher(value.text().orElse("")).find(),
                at + " does not match"));
    rule.at("minimum")
        .number()
        .ifPresent(least -> require(value.number().orElse(-1L) >= least, at + " is too small"));
    for (var name : rule.at("required").elements()) {
      require(
          value.members().containsKey(name.text().orElseThrow()), at + " lacks " + name.value());
    }
    value.members().forEach((name, member) -> member(name, member, rule, at));
    if (rule.at("items").isObject()) {
      for (int i = 0; i < value.elements().size(); i++) {
        check(value.elements().get(i), rule.at("items"), at + "[" + i + "]");
      }
    }
  }

  private void member(String name, JsonTree member, JsonTree rule, String at) {
    if (rule.at("properties").members().containsKey(name)) {
      check(member, rule.at("properties").at(name), at + "." + name);
    } else if (rule.at("additionalProperties").isObject()) {
      check(member, rule.at("additionalProperties"), at + "." + name);
    } else {
      unknown.add(at + "." + name);
    }
  }

  private void require(boolean holds, String mistake) {
    if (!holds) {
      mistakes.add(mistake);
    }
  }

  private static boolean isA(String type, JsonTree value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.text().isPresent();
      case "integer" -> value.number().isPresent();
      case "boolean" -> value.truth().isPresent();
      default -> false;
    };
  }
}
