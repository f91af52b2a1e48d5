package io.github.ecrpush.ecr.settings;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.util.List;

/// Who else may do what with a repository.
public sealed interface AccessPolicy permits AccessPolicy.Written, PullFrom {

  int LONGEST = 10_240;

  /// The policy document for a repository of this account and region.
  JsonTree documentFor(AwsAccount account, AwsRegion region);

  /// A policy that was written by hand.
  record Written(JsonTree document) implements AccessPolicy {
    @Override
    public JsonTree documentFor(AwsAccount account, AwsRegion region) {
      return document;
    }
  }

  /// Reads a policy document.
  ///
  /// @throws IllegalArgumentException if it is none, or longer than ECR takes
  static AccessPolicy parse(String text) {
    JsonTree document;
    try {
      document = Json.parse(text);
    } catch (JsonException e) {
      throw new IllegalArgumentException("a policy is a JSON document, and this is not JSON", e);
    }
    requireShort(document);
    var statements = statements(document);
    if (statements.isEmpty()) {
      throw new IllegalArgumentException("a policy is a JSON object with a list `Statement`");
    }
    for (int i = 0; i < statements.size(); i++) {
      check(statements.get(i), "Statement[%d]".formatted(i));
    }
    return new Written(document);
  }

  /// The policy document for a repository of this account and region.
  ///
  /// @throws IllegalArgumentException if it is longer than ECR takes
  default JsonTree documentWithin(AwsAccount account, AwsRegion region) {
    return requireShort(documentFor(account, region));
  }

  private static JsonTree requireShort(JsonTree document) {
    int length = Json.write(document).length();
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          "a repository's policy has up to %d characters, but this has %d"
              .formatted(LONGEST, length));
    }
    return document;
  }

  /// The statements of a policy document, of which there may be one without a list.
  static List<JsonTree> statements(JsonTree document) {
    var statement = document.at("Statement");
    return statement.isObject() ? List.of(statement) : statement.elements();
  }

  private static void check(JsonTree statement, String place) {
    var effect = statement.at("Effect").text().orElse("");
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw new IllegalArgumentException(
          "`%s` has an `Effect`, which is `Allow` or `Deny`".formatted(place));
    }
    for (var name : List.of("Principal", "Action")) {
      if (statement.at(name).isMissing() == statement.at("Not" + name).isMissing()) {
        throw new IllegalArgumentException(
            "`%s` has either a `%s` or a `Not%s`".formatted(place, name, name));
      }
    }
  }
}
