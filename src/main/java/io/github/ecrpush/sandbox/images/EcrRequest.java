package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.identity.SignedCaller;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A call to ECR's API that was signed by somebody known, and whose input is as ECR's model wants
/// it.
///
/// @param registry the one that is asked: the signer's, unless the input names another account
record EcrRequest(String operation, JsonTree input, SignedCaller signer, Registry registry) {

  private static final String ARN = "resourceArn";
  private static final Pattern REPOSITORY =
      Pattern.compile("arn:aws[a-z-]*:ecr:([a-z0-9-]+):(\\d{12}):repository/(.+)");

  static EcrRequest of(String operation, JsonTree input, SignedCaller signer) {
    var account = input.at("registryId").text().orElse(signer.caller().account());
    if (!input.at(ARN).isMissing()) {
      var arn = REPOSITORY.matcher(input.at(ARN).text().orElse(""));
      if (!arn.matches() || !arn.group(1).equals(signer.region())) {
        throw invalid(ARN, "Invalid ARN");
      }
      account = arn.group(2);
    }
    return new EcrRequest(operation, input, signer, new Registry(account, signer.region()));
  }

  static RefusedException invalid(String parameter, String constraint) {
    return new RefusedException(
        400,
        "InvalidParameterException",
        "Invalid parameter at '%s' failed to satisfy constraint: '%s'"
            .formatted(parameter, constraint));
  }

  Optional<String> find(String name) {
    return input.at(name).text().filter(text -> !text.isEmpty());
  }

  String text(String name) {
    return find(name).orElseThrow(() -> invalid(name, "Member must not be null"));
  }

  long number(String name) {
    return input.at(name).number().orElseThrow(() -> invalid(name, "Member must not be null"));
  }

  boolean isTrue(String name) {
    return input.at(name).truth().orElse(false);
  }

  List<JsonTree> list(String name) {
    return input.at(name).elements();
  }

  /// The elements of a list of texts.
  List<String> texts(String name) {
    return list(name).stream().flatMap(element -> element.text().stream()).toList();
  }

  /// The repository that is asked for, by its name or its ARN.
  String repositoryName() {
    return find(ARN).map(EcrRequest::named).orElseGet(() -> text("repositoryName"));
  }

  private static String named(String arn) {
    return arn.substring(arn.indexOf('/') + 1);
  }

  /// The names of the repositories that are asked for.
  List<String> repositories() {
    return find("repositoryName")
        .or(() -> find(ARN).map(EcrRequest::named))
        .map(List::of)
        .orElseGet(() -> texts("repositoryNames"));
  }

  /// The tags that a repository is to be given.
  Map<String, String> tags() {
    var tags = new LinkedHashMap<String, String>();
    for (var tag : list("tags")) {
      tag.at("Key").text().ifPresent(key -> tags.put(key, tag.at("Value").text().orElse("")));
    }
    return tags;
  }
}
