package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// ECR's calls about a registry as a whole, and the settings of its account.
final class RegistryOperations {

  private static final String MOUNTING = "BLOB_MOUNTING";

  /// The account settings by name, each with its values, of which the first is that of a new
  /// account.
  private static final Map<String, List<String>> ACCOUNT_SETTINGS =
      Map.of(
          MOUNTING,
          List.of("DISABLED", "ENABLED"),
          "BASIC_SCAN_TYPE_VERSION",
          List.of("AWS_NATIVE"),
          "REGISTRY_POLICY_SCOPE",
          List.of("V2", "V1"));

  private final ImageStore store;

  RegistryOperations(ImageStore store) {
    this.store = store;
  }

  Map<String, EcrEndpoint.Operation> all() {
    var all = new LinkedHashMap<String, EcrEndpoint.Operation>();
    all.put("DescribeRegistry", this::describe);
    all.put("PutReplicationConfiguration", this::putReplication);
    all.put("GetRegistryPolicy", this::policy);
    all.put("PutRegistryPolicy", this::putPolicy);
    all.put("DeleteRegistryPolicy", this::deletePolicy);
    all.put("GetRegistryScanningConfiguration", this::scanning);
    all.put("PutRegistryScanningConfiguration", this::putScanning);
    all.put("GetAccountSetting", this::accountSetting);
    all.put("PutAccountSetting", this::putAccountSetting);
    all.put("DescribePullThroughCacheRules", this::pullThroughCacheRules);
    all.put("DescribeRepositoryCreationTemplates", this::creationTemplates);
    return all;
  }

  private Map<String, ?> describe(EcrRequest request) {
    return about("replicationConfiguration", store.settings().replication());
  }

  /// Kept and shown, but nothing is copied anywhere.
  private Map<String, ?> putReplication(EcrRequest request) throws IOException {
    var wanted = request.input().at("replicationConfiguration");
    for (var rule : wanted.at("rules").elements()) {
      if (rule.at("destinations").elements().stream().anyMatch(this::isHere)) {
        throw EcrRequest.invalid(
            "replicationConfiguration",
            "Replication destination cannot be the same as the source registry");
      }
    }
    store.change(settings -> settings.withReplication(wanted));
    return Map.of("replicationConfiguration", Objects.requireNonNull(wanted.value()));
  }

  private boolean isHere(JsonTree destination) {
    var there =
        new Registry(
            destination.at("registryId").text().orElse(""),
            destination.at("region").text().orElse(""));
    return there.equals(store.registry());
  }

  private Map<String, ?> policy(EcrRequest request) {
    return about("policyText", new JsonTree(current()));
  }

  private String current() {
    return store
        .settings()
        .policy()
        .orElseThrow(() ->
            new ImageException(
                Fault.REGISTRY_POLICY_MISSING,
                "Registry policy does not exist in the registry with id '%s'"
                    .formatted(store.account())));
  }

  private Map<String, ?> putPolicy(EcrRequest request) throws IOException {
    var text = request.text("policyText");
    PolicyOperations.checked(text);
    store.change(settings -> settings.withPolicy(Optional.of(text)));
    return about("policyText", new JsonTree(text));
  }

  private Map<String, ?> deletePolicy(EcrRequest request) throws IOException {
    var text = current();
    store.change(settings -> settings.withPolicy(Optional.empty()));
    return about("policyText", new JsonTree(text));
  }

  private Map<String, ?> scanning(EcrRequest request) {
    return about("scanningConfiguration", store.settings().scanning());
  }

  /// ECR's model lets both members be left out; then they are those of a new account.
  private Map<String, ?> putScanning(EcrRequest request) throws IOException {
    var type = request.find("scanType").orElse("BASIC");
    var rules = request.input().at("rules");
    for (var rule : rules.elements()) {
      var frequency = rule.at("scanFrequency").text().orElse("");
      if (type.equals("BASIC") && frequency.equals("CONTINUOUS_SCAN")) {
        throw EcrRequest.invalid(
            "rules", "CONTINUOUS_SCAN belongs to the scan type ENHANCED, not to BASIC");
      }
    }
    var wanted = new LinkedHashMap<String, Object>();
    wanted.put("scanType", type);
    wanted.put("rules", rules.isMissing() ? List.of() : Objects.requireNonNull(rules.value()));
    store.change(settings -> settings.withScanning(new JsonTree(wanted)));
    return Map.of("registryScanningConfiguration", wanted);
  }

  private Map<String, ?> accountSetting(EcrRequest request) {
    var name = request.text("name");
    var values = values(name);
    var value =
        name.equals(MOUNTING)
            ? values.get(store.mountsBlobs() ? 1 : 0)
            : store.settings().account().getOrDefault(name, values.getFirst());
    return Map.of("name", name, "value", value);
  }

  private Map<String, ?> putAccountSetting(EcrRequest request) throws IOException {
    var name = request.text("name");
    var value = request.text("value");
    if (!values(name).contains(value)) {
      throw EcrRequest.invalid("value", "Member must satisfy enum value set: " + values(name));
    }
    if (name.equals(MOUNTING)) {
      store.mountBlobs(value.equals("ENABLED"));
    } else {
      store.change(settings -> settings.withAccount(name, value));
    }
    return Map.of("name", name, "value", value);
  }

  private static List<String> values(String name) {
    var values = ACCOUNT_SETTINGS.get(name);
    if (values == null) {
      throw EcrRequest.invalid("name", "Unknown account setting");
    }
    return values;
  }

  /// No registry has any.
  private Map<String, ?> pullThroughCacheRules(EcrRequest request) {
    request.texts("ecrRepositoryPrefixes").stream()
        .findFirst()
        .ifPresent(prefix -> {
          throw new RefusedException(
              400,
              "PullThroughCacheRuleNotFoundException",
              "The pull through cache rule with prefix '%s' does not exist in the registry with id '%s'"
                  .formatted(prefix, store.account()));
        });
    return Map.of("pullThroughCacheRules", List.of());
  }

  /// No registry has any.
  private Map<String, ?> creationTemplates(EcrRequest request) {
    return Map.of("registryId", store.account(), "repositoryCreationTemplates", List.of());
  }

  private Map<String, Object> about(String name, JsonTree value) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("registryId", store.account());
    answer.put(name, Objects.requireNonNull(value.value()));
    return answer;
  }
}
