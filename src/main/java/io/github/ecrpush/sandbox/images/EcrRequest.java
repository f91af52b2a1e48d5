package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.identity.SignedCaller;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.util.List;
import java.util.Optional;

/// A call to ECR's API that was signed by somebody known.
///
/// @param registry the one that is asked: the signer's, unless the input names another account
record EcrRequest(String operation, JsonTree input, SignedCaller signer, Registry registry) {

  static EcrRequest of(String operation, JsonTree input, SignedCaller signer) {
    var account = input.at("registryId").text().orElse(signer.caller().account());
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

  /// The elements of a list that may have so many.
  List<JsonTree> list(String name, int longest) {
    var elements = input.at(name).elements();
    if (elements.size() > longest) {
      throw invalid(name, "Member must have length less than or equal to " + longest);
    }
    return elements;
  }

  List<JsonTree> required(String name, int longest) {
    var elements = list(name, longest);
    if (elements.isEmpty()) {
      throw invalid(name, "Member must have length greater than or equal to 1");
    }
    return elements;
  }

  static String text(JsonTree element, String name) {
    return element.text().orElseThrow(() -> invalid(name, "Member must be a string"));
  }

  String repositoryName() {
    return text("repositoryName");
  }

  /// The names of the repositories that are asked for.
  List<String> repositories() {
    return find("repositoryName").map(List::of).orElseGet(() -> texts("repositoryNames"));
  }

  private List<String> texts(String name) {
    return input.at(name).elements().stream().flatMap(element -> element.text().stream()).toList();
  }
}
