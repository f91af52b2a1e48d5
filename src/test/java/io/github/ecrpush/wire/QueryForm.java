package io.github.ecrpush.wire;

import io.github.ecrpush.json.JsonTree;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A form of AWS's Query protocol, as the tree that it stands for: `Tags.member.1.Key=…`. Whatever
/// the model does not explain stays as it came, to be found by whoever checks it.
final class QueryForm {

  private final PublishedModel model;

  QueryForm(PublishedModel model) {
    this.model = model;
  }

  /// The fields of a form, of which none comes twice.
  static Map<String, String> fields(String body) {
    var fields = new LinkedHashMap<String, String>();
    for (var pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      var name = equals < 0 ? pair : pair.substring(0, equals);
      var value = equals < 0 ? "" : pair.substring(equals + 1);
      if (fields.put(decoded(name), decoded(value)) != null) {
        throw new IllegalArgumentException("a field comes twice: " + name);
      }
    }
    return fields;
  }

  /// The first value of a field, or empty text.
  static String word(String body, String name) {
    for (var pair : body.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return decoded(pair.substring(name.length() + 1));
      }
    }
    return "";
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// What an operation is told.
  JsonTree input(String operation, Map<String, String> fields) {
    var tree = new LinkedHashMap<String, Object>();
    fields.forEach((name, value) -> {
      if (!name.equals("Action") && !name.equals("Version")) {
        put(tree, name, value);
      }
    });
    return new JsonTree(value(model.input(operation), tree));
  }

  @SuppressWarnings("unchecked") // it is made here
  private static void put(Map<String, Object> tree, String name, String value) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      tree.put(name, value);
    } else {
      var inner = tree.computeIfAbsent(name.substring(0, dot), _ -> new LinkedHashMap<>());
      if (!(inner instanceof Map<?, ?>)) {
        throw new IllegalArgumentException("a field is a value and a structure: " + name);
      }
      put((Map<String, Object>) inner, name.substring(dot + 1), value);
    }
  }

  private Object value(JsonTree shape, Object written) {
    return switch (shape.at("type").text().orElse("")) {
      case "structure" -> structure(shape, written);
      case "list" -> list(shape, written);
      case "integer", "long" ->
          written instanceof String text && text.matches("-?\\d{1,18}")
              ? (Object) Long.valueOf(text)
              : written;
      case "boolean" ->
          written.equals("true") || written.equals("false")
              ? (Object) written.equals("true")
              : written;
      default -> written;
    };
  }

  private Object structure(JsonTree shape, Object written) {
    if (!(written instanceof Map<?, ?> fields)) {
      return written;
    }
    var structure = new LinkedHashMap<String, Object>();
    fields.forEach((name, value) ->
        structure.put(
            name.toString(), value(model.shape(shape.at("members").at(name.toString())), value)));
    return structure;
  }

  /// A list counts its elements from one, without a gap. An empty one is an empty value.
  private Object list(JsonTree shape, Object written) {
    if (written.equals("")) {
      return List.of();
    }
    var word = shape.at("member").at("locationName").text().orElse("member");
    if (!(written instanceof Map<?, ?> fields)
        || fields.size() != 1
        || !(fields.get(word) instanceof Map<?, ?> elements)) {
      return written;
    }
    var list = new ArrayList<Object>();
    for (int number = 1; number <= elements.size(); number++) {
      var element = elements.get(String.valueOf(number));
      if (element == null) {
        return written;
      }
      list.add(value(model.shape(shape.at("member")), element));
    }
    return list;
  }
}
