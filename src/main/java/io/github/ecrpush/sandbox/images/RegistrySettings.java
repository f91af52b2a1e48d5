package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// How a registry is set up.
///
/// @param policy what other accounts may do, as it was given
/// @param scanning its type and rules, as ECR's model writes them
/// @param replication its rules, as ECR's model writes them
/// @param account settings of the account in this region, by their names
record RegistrySettings(
    Optional<String> policy, JsonTree scanning, JsonTree replication, Map<String, String> account) {

  /// Those of an account's first day.
  static final RegistrySettings FRESH =
      new RegistrySettings(
          Optional.empty(),
          new JsonTree(Map.of("scanType", "BASIC", "rules", List.of())),
          new JsonTree(Map.of("rules", List.of())),
          Map.of());

  RegistrySettings {
    account = new TreeMap<>(account);
  }

  RegistrySettings withPolicy(Optional<String> text) {
    return new RegistrySettings(text, scanning, replication, account);
  }

  RegistrySettings withScanning(JsonTree configuration) {
    return new RegistrySettings(policy, configuration, replication, account);
  }

  RegistrySettings withReplication(JsonTree configuration) {
    return new RegistrySettings(policy, scanning, configuration, account);
  }

  RegistrySettings withAccount(String name, String value) {
    var more = new TreeMap<>(account);
    more.put(name, value);
    return new RegistrySettings(policy, scanning, replication, more);
  }

  Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    policy.ifPresent(text -> json.put("policy", text));
    json.put("scanning", Objects.requireNonNull(scanning.value()));
    json.put("replication", Objects.requireNonNull(replication.value()));
    json.put("account", account);
    return json;
  }

  static RegistrySettings fromJson(JsonTree json) {
    var account = new TreeMap<String, String>();
    json.at("account")
        .members()
        .forEach((name, value) -> account.put(name, value.text().orElseThrow()));
    return new RegistrySettings(
        json.at("policy").text(), json.at("scanning"), json.at("replication"), account);
  }
}
