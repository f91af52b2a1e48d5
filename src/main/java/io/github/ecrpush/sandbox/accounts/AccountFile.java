package io.github.ecrpush.sandbox.accounts;

import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.PolicyException;
import io.github.ecrpush.iam.PolicyKind;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One JSON file of a folder of accounts, which is refused with the place of what is wrong.
record AccountFile(Path path, JsonTree json) {

  static final String ENDING = ".json";

  static AccountFile read(Path path) throws IOException {
    try {
      var json = Json.parse(Files.readAllBytes(path));
      if (!json.isObject()) {
        throw new AccountsException(path, "", "The file is one JSON object.");
      }
      return new AccountFile(path, json);
    } catch (JsonException _) {
      throw new AccountsException(path, "", "The file is not one JSON document.");
    }
  }

  /// What the file is called without its ending.
  String name() {
    var file = String.valueOf(path.getFileName());
    return file.substring(0, file.length() - ENDING.length());
  }

  AccountsException wrong(String place, String problem) {
    return new AccountsException(path, place, problem);
  }

  void mustHaveOnly(Set<String> members) {
    for (var member : json.members().keySet()) {
      if (!members.contains(member)) {
        throw wrong(
            member,
            "There is no such member here, but "
                + String.join(", ", members.stream().sorted().toList())
                + ".");
      }
    }
  }

  PolicyDocument policy(PolicyKind kind) {
    return policy(json, "", kind);
  }

  PolicyDocument policy(JsonTree tree, String place, PolicyKind kind) {
    if (tree.isMissing()) {
      throw wrong(place, "Here stands a policy document.");
    }
    try {
      return PolicyDocument.parse(tree, kind);
    } catch (PolicyException e) {
      throw wrong(
          place.isEmpty() ? e.place() : place + "." + e.place(), String.valueOf(e.getMessage()));
    }
  }

  String text(String member) {
    return json.at(member)
        .text()
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> wrong(member, "Here stands a text."));
  }

  String text(String member, String otherwise) {
    return json.at(member).isMissing() ? otherwise : text(member);
  }

  List<String> texts(String member) {
    var list = json.at(member);
    if (!list.isMissing() && !list.isArray()) {
      throw wrong(member, "Here stands a list of texts.");
    }
    return list.elements().stream()
        .map(element ->
            element.text().orElseThrow(() -> wrong(member, "Here stands a list of texts.")))
        .toList();
  }

  /// A list of objects with `Key` and `Value`, as AWS writes tags.
  Map<String, String> tags() {
    var tags = new LinkedHashMap<String, String>();
    for (var tag : json.at("Tags").elements()) {
      var key = tag.at("Key").text();
      var value = tag.at("Value").text();
      if (key.isEmpty() || value.isEmpty()) {
        throw wrong("Tags", "A tag is an object with the texts `Key` and `Value`.");
      }
      tags.put(key.get(), value.get());
    }
    return tags;
  }
}
