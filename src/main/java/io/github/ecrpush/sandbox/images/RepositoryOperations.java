package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import io.github.ecrpush.sandbox.images.RepositorySettings.Encryption;
import io.github.ecrpush.sandbox.images.TagRule.Mutability;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// ECR's calls about repositories.
final class RepositoryOperations {

  private static final Pattern FILTER = Pattern.compile("[0-9a-zA-Z._*-]{1,128}");
  private static final int MOST_FILTERS = 5;
  private static final String MOUNTING = "BLOB_MOUNTING";

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
        "PutImageTagMutability", this::putTagMutability,
        "GetAccountSetting", this::accountSetting,
        "PutAccountSetting", this::putAccountSetting);
  }

  private Map<String, ?> describe(EcrRequest request) {
    var names = request.list("repositoryNames", 100);
    var asked =
        names.isEmpty()
            ? store.all()
            : names.stream()
                .map(name -> store.find(EcrRequest.text(name, "repositoryNames")))
                .toList();
    var page = Page.of(request, asked);
    var answer = new LinkedHashMap<String, Object>();
    answer.put(
        "repositories",
        page.elements().stream().map(this::shown).toList());
    page.nextToken().ifPresent(token -> answer.put("nextToken", token));
    return answer;
  }

  private Map<String, ?> create(EcrRequest request) throws IOException {
    var encryption = request.input().at("encryptionConfiguration");
    var settings =
        RepositorySettings.plain(clock.instant())
            .with(tagRule(request, Optional.of(Mutability.MUTABLE)))
            .withScanOnPush(
                request
                    .input()
                    .at("imageScanningConfiguration")
                    .at("scanOnPush")
                    .truth()
                    .orElse(false))
            .with(new Encryption(encryptionType(encryption), encryption.at("kmsKey").text()));
    var repository = store.create(request.repositoryName(), settings);
    return Map.of("repository", shown(repository));
  }

  private static String encryptionType(JsonTree encryption) {
    var type = encryption.at("encryptionType").text().orElse("AES256");
    if (!List.of("AES256", "KMS", "KMS_DSSE").contains(type)) {
      throw EcrRequest.invalid(
          "encryptionConfiguration.encryptionType",
          "Member must satisfy enum value set: [AES256, KMS, KMS_DSSE]");
    }
    return type;
  }

  private Map<String, ?> delete(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    if (!request.input().at("force").truth().orElse(false) && !repository.images().isEmpty()) {
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
    var rule = tagRule(request, Optional.empty());
    repository.change(repository.settings().with(rule));
    var answer = new LinkedHashMap<String, Object>();
    answer.put("registryId", store.account());
    answer.put("repositoryName", repository.name());
    putRule(answer, rule);
    return answer;
  }

  private static TagRule tagRule(EcrRequest request, Optional<Mutability> otherwise) {
    var word = request.find("imageTagMutability");
    var mutability =
        word.isEmpty() && otherwise.isPresent()
            ? otherwise.get()
            : mutability(request.text("imageTagMutability"));
    var exceptions = new ArrayList<String>();
    for (var filter : request.list("imageTagMutabilityExclusionFilters", MOST_FILTERS)) {
      var pattern = filter.at("filter").text().orElse("");
      if (!FILTER.matcher(pattern).matches()
          || !filter.at("filterType").text().orElse("").equals("WILDCARD")) {
        throw EcrRequest.invalid(
            "imageTagMutabilityExclusionFilters",
            "Member must satisfy regular expression pattern: [0-9a-zA-Z._*-]{1,128}");
      }
      exceptions.add(pattern);
    }
    if (mutability.takesExceptions() == exceptions.isEmpty()) {
      throw EcrRequest.invalid(
          "imageTagMutabilityExclusionFilters",
          "Exclusion filters belong to %s and %s, and to no other imageTagMutability"
              .formatted(Mutability.MUTABLE_WITH_EXCLUSION, Mutability.IMMUTABLE_WITH_EXCLUSION));
    }
    return new TagRule(mutability, exceptions);
  }

  private static Mutability mutability(String word) {
    for (var mutability : Mutability.values()) {
      if (mutability.name().equals(word)) {
        return mutability;
      }
    }
    throw EcrRequest.invalid(
        "imageTagMutability",
        "Member must satisfy enum value set: " + List.of(Mutability.values()));
  }

  private static void putRule(Map<String, Object> json, TagRule rule) {
    json.put("imageTagMutability", rule.mutability().name());
    if (!rule.exceptions().isEmpty()) {
      json.put(
          "imageTagMutabilityExclusionFilters",
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

  private Map<String, ?> accountSetting(EcrRequest request) {
    mustBeMounting(request);
    return Map.of("name", MOUNTING, "value", store.mountsBlobs() ? "ENABLED" : "DISABLED");
  }

  private Map<String, ?> putAccountSetting(EcrRequest request) throws IOException {
    mustBeMounting(request);
    var value = request.text("value");
    if (!List.of("ENABLED", "DISABLED").contains(value)) {
      throw EcrRequest.invalid("value", "Member must satisfy enum value set: [ENABLED, DISABLED]");
    }
    store.mountBlobs(value.equals("ENABLED"));
    return Map.of("name", MOUNTING, "value", value);
  }

  private static void mustBeMounting(EcrRequest request) {
    if (!request.text("name").equals(MOUNTING)) {
      throw EcrRequest.invalid("name", "Unknown account setting");
    }
  }
}
