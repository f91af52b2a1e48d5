package io.github.ecrpush.config;

import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlNode.Scalar;
import io.github.ecrpush.yaml.YamlNode.Sequence;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Asks a JSON schema about YAML, as an editor does. It knows the keywords that our schema has.
record SchemaCheck(JsonTree root) {

  private static final Set<String> SAYINGS =
      Set.of("$schema", "title", "description", "definitions");

  boolean accepts(YamlNode node) {
    return accepts(root, node);
  }

  private boolean accepts(JsonTree schema, YamlNode node) {
    return schema.members().entrySet().stream()
        .allMatch(rule ->
            SAYINGS.contains(rule.getKey())
                || isKept(schema, rule.getKey(), rule.getValue(), node));
  }

  private boolean isKept(JsonTree schema, String keyword, JsonTree rule, YamlNode node) {
    return switch (keyword) {
      case "$ref" -> accepts(definition(rule), node);
      case "allOf" -> rule.elements().stream().allMatch(each -> accepts(each, node));
      case "anyOf" -> rule.elements().stream().anyMatch(each -> accepts(each, node));
      case "type" -> is(rule, node) || rule.elements().stream().anyMatch(each -> is(each, node));
      case "enum" -> rule.elements().stream().anyMatch(each -> isSame(each, node));
      default ->
          switch (node) {
            case Scalar scalar -> isKept(keyword, rule, scalar);
            case Sequence list -> isKept(keyword, rule, list);
            case Mapping mapping -> isKept(schema, keyword, rule, mapping);
          };
    };
  }

  private static boolean isKept(String keyword, JsonTree rule, Scalar scalar) {
    return switch (keyword) {
      case "pattern" -> !type(scalar).equals("string") || isLike(text(rule), scalar.text());
      case "minimum" -> !type(scalar).equals("integer") || number(scalar) >= number(rule);
      case "maximum" -> !type(scalar).equals("integer") || number(scalar) <= number(rule);
      default -> isOfOthers(keyword);
    };
  }

  private boolean isKept(String keyword, JsonTree rule, Sequence list) {
    return switch (keyword) {
      case "items" -> list.items().stream().allMatch(item -> accepts(rule, item));
      case "minItems" -> list.items().size() >= number(rule);
      default -> isOfOthers(keyword);
    };
  }

  private boolean isKept(JsonTree schema, String keyword, JsonTree rule, Mapping mapping) {
    var members = mapping.members();
    return switch (keyword) {
      case "minProperties" -> members.size() >= number(rule);
      case "required" ->
          rule.elements().stream().map(SchemaCheck::text).allMatch(members::containsKey);
      case "propertyNames" ->
          members.keySet().stream()
              .allMatch(name -> accepts(rule, new Scalar(mapping.place(), name, false)));
      case "properties" ->
          members.entrySet().stream()
              .allMatch(member -> accepts(rule.at(member.getKey()), member.getValue().value()));
      case "additionalProperties" ->
          members.entrySet().stream()
              .filter(member -> !isNamed(schema, member.getKey()))
              .allMatch(member -> rule.isObject() && accepts(rule, member.getValue().value()));
      default -> isOfOthers(keyword);
    };
  }

  private static boolean isNamed(JsonTree schema, String name) {
    return schema.at("properties").members().containsKey(name)
        || schema.at("patternProperties").members().keySet().stream()
            .anyMatch(look -> isLike(look, name));
  }

  /// Whether a keyword says nothing about this kind of part; one that is not known says everything.
  private static boolean isOfOthers(String keyword) {
    return switch (keyword) {
      case "pattern", "minimum", "maximum", "items", "minItems", "minProperties", "required" ->
          true;
      case "propertyNames", "properties", "patternProperties", "additionalProperties" -> true;
      default -> throw new AssertionError("The keyword " + keyword + " is not known.");
    };
  }

  private JsonTree definition(JsonTree ref) {
    return root.at("definitions").at(text(ref).substring("#/definitions/".length()));
  }

  private static boolean is(JsonTree type, YamlNode node) {
    var found = type(node);
    return type.text()
        .filter(name -> name.equals(found) || (name.equals("number") && found.equals("integer")))
        .isPresent();
  }

  private static boolean isSame(JsonTree value, YamlNode node) {
    return node instanceof Scalar scalar
        && String.valueOf(value.value()).equals(scalar.text())
        && value.text().isPresent() == type(scalar).equals("string");
  }

  private static String type(YamlNode node) {
    return switch (node) {
      case Mapping _ -> "object";
      case Sequence _ -> "array";
      case Scalar nothing when nothing.isNothing() -> "null";
      case Scalar scalar when scalar.isPlain() -> typeOfPlain(scalar.text());
      case Scalar _ -> "string";
    };
  }

  private static String typeOfPlain(String text) {
    var looks =
        Map.of(
            "^(true|True|TRUE|false|False|FALSE)$", "boolean",
            "^[-+]?[0-9]+$", "integer",
            "^[-+]?[0-9]*\\.[0-9]+$", "number");
    return looks.entrySet().stream()
        .filter(look -> isLike(look.getKey(), text))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("string");
  }

  private static boolean isLike(String look, String text) {
    return Pattern.compile(look).matcher(text).find();
  }

  private static String text(JsonTree rule) {
    return rule.text().orElseThrow();
  }

  private static long number(JsonTree rule) {
    return rule.number().orElseThrow();
  }

  private static long number(Scalar scalar) {
    return Long.parseLong(scalar.text());
  }
}
