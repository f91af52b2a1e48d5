package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.json.JsonTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// ECR's calls about which repositories are scanned.
final class ScanningOperations {

  private final ImageStore store;

  ScanningOperations(ImageStore store) {
    this.store = store;
  }

  Map<String, EcrEndpoint.Operation> all() {
    return Map.of(
        "PutImageScanningConfiguration", this::put,
        "BatchGetRepositoryScanningConfiguration", this::batchGet);
  }

  private Map<String, ?> put(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    var on =
        request.input().at("imageScanningConfiguration").at("scanOnPush").truth().orElse(false);
    repository.change(settings -> settings.withScanOnPush(on));
    return store.about(repository, Map.of("imageScanningConfiguration", Map.of("scanOnPush", on)));
  }

  private Map<String, ?> batchGet(EcrRequest request) {
    var found = new ArrayList<Map<String, Object>>();
    var failures = new ArrayList<Map<String, Object>>();
    for (var name : request.texts("repositoryNames")) {
      var repository = store.lookUp(name);
      if (repository.isPresent()) {
        found.add(shown(repository.get()));
      } else {
        var failure = new LinkedHashMap<String, Object>();
        failure.put("repositoryName", name);
        failure.put("failureCode", "REPOSITORY_NOT_FOUND");
        failure.put("failureReason", "REPOSITORY_NOT_FOUND");
        failures.add(failure);
      }
    }
    return Map.of("scanningConfigurations", found, "failures", failures);
  }

  /// A rule of the registry wins over the repository's own setting; the last that fits counts.
  private Map<String, Object> shown(StoredRepository repository) {
    boolean own = repository.settings().scanOnPush();
    var frequency = own ? "SCAN_ON_PUSH" : "MANUAL";
    List<Object> filters = List.of();
    for (var rule : store.settings().scanning().at("rules").elements()) {
      for (var filter : rule.at("repositoryFilters").elements()) {
        if (fits(filter, repository.name())) {
          frequency = rule.at("scanFrequency").text().orElse(frequency);
          filters = List.of(Objects.requireNonNull(filter.value()));
        }
      }
    }
    var json = new LinkedHashMap<String, Object>();
    json.put("repositoryArn", store.registry().arn(repository.name()));
    json.put("repositoryName", repository.name());
    json.put("scanOnPush", frequency.equals("SCAN_ON_PUSH"));
    json.put("scanFrequency", frequency);
    json.put("appliedScanFilters", filters);
    return json;
  }

  /// A filter without a wildcard stands for every name that holds it.
  private static boolean fits(JsonTree filter, String name) {
    var pattern = filter.at("filter").text().orElse("");
    return pattern.contains("*") ? TagRule.fits(pattern, name) : name.contains(pattern);
  }
}
