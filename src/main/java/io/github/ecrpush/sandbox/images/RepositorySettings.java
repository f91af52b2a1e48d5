package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.images.TagRule.Mutability;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How a repository is set up.
record RepositorySettings(
    Instant createdAt,
    TagRule tagRule,
    boolean scanOnPush,
    String encryptionType,
    Optional<String> kmsKey) {

  static final String AES256 = "AES256";

  static RepositorySettings plain(Instant createdAt) {
    return new RepositorySettings(createdAt, TagRule.MUTABLE, false, AES256, Optional.empty());
  }

  RepositorySettings with(TagRule rule) {
    return new RepositorySettings(createdAt, rule, scanOnPush, encryptionType, kmsKey);
  }

  Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("createdAt", createdAt.toEpochMilli());
    json.put("mutability", tagRule.mutability().name());
    json.put("exceptions", tagRule.exceptions());
    json.put("scanOnPush", scanOnPush);
    json.put("encryptionType", encryptionType);
    kmsKey.ifPresent(key -> json.put("kmsKey", key));
    return json;
  }

  static RepositorySettings fromJson(JsonTree json) {
    return new RepositorySettings(
        Instant.ofEpochMilli(json.at("createdAt").number().orElseThrow()),
        new TagRule(
            Mutability.valueOf(json.at("mutability").text().orElseThrow()),
            json.at("exceptions").elements().stream()
                .map(exception -> exception.text().orElseThrow())
                .toList()),
        json.at("scanOnPush").truth().orElse(false),
        json.at("encryptionType").text().orElse(AES256),
        json.at("kmsKey").text());
  }
}
