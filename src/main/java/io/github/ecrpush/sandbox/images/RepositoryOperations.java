package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import io.github.ecrpush.sandbox.images.RepositorySettings.Encryption;
import io.github.ecrpush.sandbox.images.TagRule.Mutability;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// ECR's calls about repositories.
final class RepositoryOperations {

  private static final String FILTERS = "imageTagMutabilityExclusionFilters";
  private static final int MOST_WILDCARDS = 2;

  private final ImageStore store;
  private final String host;
  private final InstantSource clock;

  RepositoryOperations(ImageStore store, String host, InstantSource clock) {
    this.store = store;
    this.host = host;
    this.clock = clock;
  }

  Map<String, EcrEndpoint.Operation> all() {
    return Map.of(
        "DescribeRepositories", this::describe,
        "CreateRepository", this::create,
        "DeleteRepository", this::delete,
        "PutImageTagMutability", this::putTagMutability);
  }

  private Map<String, ?> describe(EcrRequest request) {
    var names = request.texts("repositoryNames");
    var asked = names.isEmpty() ? store.all() : names.stream().map(store::find).toList();
    var page = Page.of(request, asked);
    var answer = new LinkedHashMap<String, Object>();
    answer.put("repositories", page.elements().stream().map(this::shown).toList());
    page.nextToken().ifPresent(token -> answer.put("nextToken", token));
    return answer;
  }

  private Map<String, ?> create(EcrRequest request) throws IOException {
    var input = request.input();
    var settings =
        RepositorySettings.plain(clock.instant())
            .with(tagRule(request))
            .withScanOnPush(
                input.at("imageScanningConfiguration").at("scanOnPush").truth().orElse(false))
            .with(encryption(input.at("encryptionConfiguration")))
            .withTags(ResourceTagOperations.given(input.at("tags")));
    var repository = store.create(request.repositoryName(), settings);
    return Map.of("repository", shown(repository));
  }

  /// Without a key AWS takes its own for ECR, whose ARN it tells.
  private Encryption encryption(JsonTree asked) {
    var type = asked.at("encryptionType").text().orElse(Encryption.AES256.type());
    var key = asked.at("kmsKey").text();
    if (type.equals(Encryption.AES256.type())) {
      if (key.isPresent()) {
        throw EcrRequest.invalid(
            "encryptionConfiguration", "kmsKey belongs to the encryption types KMS and KMS_DSSE");
      }
      return Encryption.AES256;
    }
    return new Encryption(type, key.or(() -> Optional.of(store.registry().keyOfEcr())));
  }

  private Map<String, ?> delete(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    if (!request.isTrue("force") && !repository.images().isEmpty()) {
      throw new ImageException(
          Fault.REPOSITORY_FULL,
          "The repository with name '%s' in registry with id '%s' cannot be deleted because it still"
                  .formatted(repository.name(), store.account())
              + " contains images");
    }
    var shown = shown(repository);
    store.delete(repository);
    return Map.of("repository", shown);
  }

  private Map<String, ?> putTagMutability(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    var rule = tagRule(request);
    repository.change(settings -> settings.with(rule));
    var changed = new LinkedHashMap<String, Object>();
    putRule(changed, rule);
    return store.about(repository, changed);
  }

  private static TagRule tagRule(EcrRequest request) {
    var mutability =
        request.find("imageTagMutability").map(Mutability::valueOf).orElse(Mutability.MUTABLE);
    var exceptions = new ArrayList<String>();
    for (var filter : request.list(FILTERS)) {
      var pattern = filter.at("filter").text().orElse("");
      if (pattern.chars().filter(letter -> letter == '*').count() > MOST_WILDCARDS) {
        throw EcrRequest.invalid(
            FILTERS, "The filter %s has more than %d wildcards".formatted(pattern, MOST_WILDCARDS));
      }
      exceptions.add(pattern);
    }
    if (mutability.takesExceptions() == exceptions.isEmpty()) {
      throw EcrRequest.invalid(
          FILTERS,
          "ImageTagMutabilityExclusionFilters %s be null when imageTagMutability is set as %s"
              .formatted(exceptions.isEmpty() ? "can't" : "must", mutability));
    }
    return new TagRule(mutability, exceptions);
  }

  private static void putRule(Map<String, Object> json, TagRule rule) {
    json.put("imageTagMutability", rule.mutability().name());
    if (!rule.exceptions().isEmpty()) {
      json.put(
          FILTERS,
          rule.exceptions().stream()
              .map(exception -> Map.of("filterType", "WILDCARD", "filter", exception))
              .toList());
    }
  }

  private Map<String, Object> shown(StoredRepository repository) {
    var settings = repository.settings();
    var json = new LinkedHashMap<String, Object>();
    json.put("repositoryArn", store.registry().arn(repository.name()));
    json.put("registryId", store.account());
    json.put("repositoryName", repository.name());
    json.put("repositoryUri", host + "/" + repository.name());
    json.put("createdAt", EcrEndpoint.seconds(settings.createdAt()));
    putRule(json, settings.tagRule());
    json.put("imageScanningConfiguration", Map.of("scanOnPush", settings.scanOnPush()));
    var encryption = new LinkedHashMap<String, Object>();
    encryption.put("encryptionType", settings.encryption().type());
    settings.encryption().kmsKey().ifPresent(key -> encryption.put("kmsKey", key));
    json.put("encryptionConfiguration", encryption);
    return json;
  }
}
