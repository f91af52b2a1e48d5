package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The manifests that are about another one: signatures, SBOMs.
final class Referrers {

  private Referrers() {}

  /// Their descriptors.
  ///
  /// @param types the types of artifacts that are wanted; none when all are
  static List<Map<String, Object>> to(
      Digest subject, StoredRepository repository, List<String> types) throws IOException {
    var descriptors = new ArrayList<Map<String, Object>>();
    for (var image : repository.images()) {
      var relations = image.relations();
      boolean wanted =
          types.isEmpty() || relations.artifactType().filter(types::contains).isPresent();
      if (wanted && relations.subject().filter(subject::equals).isPresent()) {
        descriptors.add(descriptor(repository, image));
      }
    }
    return descriptors;
  }

  private static Map<String, Object> descriptor(StoredRepository repository, StoredImage image)
      throws IOException {
    var manifest = Files.readAllBytes(repository.manifest(image.digest()));
    var descriptor = new LinkedHashMap<String, Object>();
    descriptor.put("mediaType", image.mediaType().value());
    descriptor.put("digest", image.digest().toString());
    descriptor.put("size", manifest.length);
    image.relations().artifactType().ifPresent(type -> descriptor.put("artifactType", type));
    var annotations = Json.parse(manifest).at("annotations").value();
    if (annotations != null) {
      descriptor.put("annotations", annotations);
    }
    return descriptor;
  }
}
