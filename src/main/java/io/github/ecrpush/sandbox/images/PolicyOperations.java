package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.iam.AccessRequest;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.PolicyException;
import io.github.ecrpush.iam.Verdict;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// ECR's calls about the policies of repositories, whose text is kept as it was given.
final class PolicyOperations {

  private static final String AGAIN = "ecr:SetRepositoryPolicy";

  private final ImageStore store;

  PolicyOperations(ImageStore store) {
    this.store = store;
  }

  Map<String, EcrEndpoint.Operation> all() {
    return Map.of(
        "SetRepositoryPolicy", this::set,
        "GetRepositoryPolicy", this::read,
        "DeleteRepositoryPolicy", this::delete);
  }

  private Map<String, ?> set(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    var text = request.input().at("policyText").text().orElse("");
    var document = checked(text);
    if (!request.isTrue("force") && locksOut(document, request, repository)) {
      throw EcrRequest.invalid(
          "PolicyText",
          "The repository policy would prevent the caller from setting another one; set force to do"
              + " so nevertheless");
    }
    repository.change(settings -> settings.withPolicy(Optional.of(text)));
    return answer(repository, text);
  }

  /// A policy that can be understood, and that says of every statement whom it is about.
  static JsonTree checked(String text) {
    try {
      var document = Json.parse(text);
      var statements = PolicyDocument.parse(document).statements();
      if (!statements.isEmpty()
          && statements.stream().allMatch(statement -> statement.principals().isPresent())) {
        return document;
      }
    } catch (JsonException | PolicyException _) {
      // falls through to the refusal: ECR does not say what is wrong with a policy
    }
    throw EcrRequest.invalid("PolicyText", "Invalid repository policy provided");
  }

  /// Whether the policy denies what it takes to change it: what would be denied even if everything
  /// else was allowed.
  private boolean locksOut(JsonTree document, EcrRequest request, StoredRepository repository) {
    var caller = request.signer().caller().arn();
    var wish =
        new AccessRequest(
            AGAIN,
            Optional.of(new AccessRequest.Principal("AWS", caller)),
            Optional.of(store.registry().arn(repository.name())),
            Map.of("aws:PrincipalArn", List.of(caller)));
    return PolicyDocument.parse(withEverythingAllowed(document)).evaluate(wish)
        instanceof Verdict.Denied;
  }

  private static JsonTree withEverythingAllowed(JsonTree document) {
    var given = document.at("Statement");
    var statements = new ArrayList<Object>();
    for (var statement : given.isArray() ? given.elements() : List.of(given)) {
      statements.add(Objects.requireNonNull(statement.value()));
    }
    statements.add(Map.of("Effect", "Allow", "Principal", "*", "Action", "*"));
    var more = new LinkedHashMap<String, Object>();
    document.at("Version").text().ifPresent(version -> more.put("Version", version));
    more.put("Statement", statements);
    return new JsonTree(more);
  }

  private Map<String, ?> read(EcrRequest request) {
    var repository = store.find(request.repositoryName());
    return answer(repository, policy(repository));
  }

  private Map<String, ?> delete(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    var text = policy(repository);
    repository.change(settings -> settings.withPolicy(Optional.empty()));
    return answer(repository, text);
  }

  private String policy(StoredRepository repository) {
    return repository
        .settings()
        .policy()
        .orElseThrow(() ->
            new ImageException(
                Fault.POLICY_MISSING,
                "Repository policy does not exist for the repository with name '%s' in the registry with id '%s'"
                    .formatted(repository.name(), store.account())));
  }

  private Map<String, Object> answer(StoredRepository repository, String text) {
    return store.about(repository, Map.of("policyText", text));
  }
}
