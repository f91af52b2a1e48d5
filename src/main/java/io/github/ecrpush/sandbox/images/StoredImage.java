package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.json.JsonTree;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is kept of a manifest beside its bytes.
///
/// @param size ECR's size of the image: its layers and config together
record StoredImage(
    Digest digest, MediaType mediaType, Instant pushedAt, long size, Relations relations) {

  /// How a manifest stands to others.
  ///
  /// @param children the manifests that an index lists
  /// @param subject the manifest that this one is about
  record Relations(List<Digest> children, Optional<Digest> subject, Optional<String> artifactType) {
    Relations {
      children = List.copyOf(children);
    }
  }

  Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("digest", digest.toString());
    json.put("mediaType", mediaType.value());
    json.put("pushedAt", pushedAt.toEpochMilli());
    json.put("size", size);
    json.put("children", relations.children().stream().map(Digest::toString).toList());
    relations.subject().ifPresent(subject -> json.put("subject", subject.toString()));
    relations.artifactType().ifPresent(type -> json.put("artifactType", type));
    return json;
  }

  static StoredImage fromJson(JsonTree json) {
    return new StoredImage(
        Digest.parse(json.at("digest").text().orElseThrow()),
        new MediaType(json.at("mediaType").text().orElseThrow()),
        Instant.ofEpochMilli(json.at("pushedAt").number().orElseThrow()),
        json.at("size").number().orElseThrow(),
        new Relations(
            json.at("children").elements().stream()
                .map(child -> Digest.parse(child.text().orElseThrow()))
                .toList(),
            json.at("subject").text().map(Digest::parse),
            json.at("artifactType").text()));
  }
}
