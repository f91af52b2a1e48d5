package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.images.TagRule.Mutability;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How a repository is set up.
///
/// @param policy who of other accounts may do what, as it was given
/// @param lifecycle which images expire when, as it was given
/// @param tags AWS's tags of the repository itself, which are not those of its images
record RepositorySettings(
    Instant createdAt,
    TagRule tagRule,
    boolean scanOnPush,
    Encryption encryption,
    Optional<String> policy,
    Optional<String> lifecycle,
    Map<String, String> tags) {

  /// How the repository's contents are encrypted, for good.
  ///
  /// @param kmsKey the ARN or id of a key, where a key of KMS is used
  record Encryption(String type, Optional<String> kmsKey) {
    static final Encryption AES256 = new Encryption("AES256", Optional.empty());
  }

  RepositorySettings {
    tags = new TreeMap<>(tags);
  }

  static RepositorySettings plain(Instant createdAt) {
    return new RepositorySettings(
        createdAt,
        TagRule.MUTABLE,
        false,
        Encryption.AES256,
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  RepositorySettings with(TagRule rule) {
    return new RepositorySettings(createdAt, rule, scanOnPush, encryption, policy, lifecycle, tags);
  }

  RepositorySettings withScanOnPush(boolean on) {
    return new RepositorySettings(createdAt, tagRule, on, encryption, policy, lifecycle, tags);
  }

  RepositorySettings with(Encryption chosen) {
    return new RepositorySettings(createdAt, tagRule, scanOnPush, chosen, policy, lifecycle, tags);
  }

  RepositorySettings withPolicy(Optional<String> text) {
    return new RepositorySettings(
        createdAt, tagRule, scanOnPush, encryption, text, lifecycle, tags);
  }

  RepositorySettings withLifecycle(Optional<String> text) {
    return new RepositorySettings(createdAt, tagRule, scanOnPush, encryption, policy, text, tags);
  }

  RepositorySettings withTags(Map<String, String> given) {
    return new RepositorySettings(
        createdAt, tagRule, scanOnPush, encryption, policy, lifecycle, given);
  }

  Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("createdAt", createdAt.toEpochMilli());
    json.put("mutability", tagRule.mutability().name());
    json.put("exceptions", tagRule.exceptions());
    json.put("scanOnPush", scanOnPush);
    json.put("encryptionType", encryption.type());
    encryption.kmsKey().ifPresent(key -> json.put("kmsKey", key));
    policy.ifPresent(text -> json.put("policy", text));
    lifecycle.ifPresent(text -> json.put("lifecycle", text));
    json.put("tags", tags);
    return json;
  }

  static RepositorySettings fromJson(JsonTree json) {
    var tags = new TreeMap<String, String>();
    json.at("tags").members().forEach((key, value) -> tags.put(key, value.text().orElseThrow()));
    return new RepositorySettings(
        Instant.ofEpochMilli(json.at("createdAt").number().orElseThrow()),
        new TagRule(
            Mutability.valueOf(json.at("mutability").text().orElseThrow()),
            json.at("exceptions").elements().stream()
                .map(exception -> exception.text().orElseThrow())
                .toList()),
        json.at("scanOnPush").truth().orElse(false),
        new Encryption(json.at("encryptionType").text().orElse("AES256"), json.at("kmsKey").text()),
        json.at("policy").text(),
        json.at("lifecycle").text(),
        tags);
  }
}
