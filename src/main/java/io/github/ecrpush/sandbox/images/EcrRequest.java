package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.identity.SignedCaller;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.util.List;
import java.util.Optional;

/// A call to ECR's API that was signed by somebody known.
record EcrRequest(String operation, JsonTree input, SignedCaller signer) {

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

  /// Another account's registry is closed to us: no policy of its owner lets anybody in.
  void mustBeOurs(String account) {
    var registry = find("registryId").orElse(account);
    if (!registry.equals(account)) {
      throw new RefusedException(
          400,
          "AccessDeniedException",
          "User: %s is not authorized to perform: ecr:%s on resource: %s because no resource-based policy"
                  .formatted(signer.caller().arn(), operation, resource(registry))
              + " allows the ecr:%s action".formatted(operation));
    }
  }

  private String resource(String registry) {
    var first = input.at("repositoryNames").elements().stream().findFirst();
    return arn(
        registry, find("repositoryName").or(() -> first.flatMap(JsonTree::text)).orElse("*"));
  }

  String arn(String account, String repository) {
    return "arn:aws:ecr:%s:%s:repository/%s".formatted(signer.region(), account, repository);
  }
}
