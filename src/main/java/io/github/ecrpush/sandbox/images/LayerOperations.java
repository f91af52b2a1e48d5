package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import io.github.ecrpush.sandbox.shape.EcrInputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// ECR's calls about layers.
final class LayerOperations {

  private static final int PART = 10 * 1024 * 1024;
  private static final int SHORTEST_PART = 5 * 1024 * 1024;

  private final ImageStore store;
  private final LayerLinks links;

  LayerOperations(ImageStore store, LayerLinks links) {
    this.store = store;
    this.links = links;
  }

  Map<String, EcrEndpoint.Operation> all() {
    return Map.of(
        "BatchCheckLayerAvailability", this::check,
        "GetDownloadUrlForLayer", this::downloadUrl,
        "InitiateLayerUpload", this::begin,
        "UploadLayerPart", this::append,
        "CompleteLayerUpload", this::finish);
  }

  private Map<String, ?> check(EcrRequest request) {
    var repository = store.find(request.repositoryName());
    var layers = new ArrayList<Map<String, Object>>();
    var failures = new ArrayList<Map<String, Object>>();
    for (var text : request.texts("layerDigests")) {
      var json = new LinkedHashMap<String, Object>();
      json.put("layerDigest", text);
      try {
        layers.add(availability(repository, StoredRepository.parse(text), json));
      } catch (ImageException _) {
        json.put("failureCode", text.isEmpty() ? "MissingLayerDigest" : "InvalidLayerDigest");
        json.put("failureReason", "Invalid layer digest");
        failures.add(json);
      }
    }
    return Map.of("layers", layers, "failures", failures);
  }

  private Map<String, Object> availability(
      StoredRepository repository, Digest digest, Map<String, Object> json) {
    boolean there = repository.hasLayer(digest);
    json.put("layerAvailability", there ? "AVAILABLE" : "UNAVAILABLE");
    if (there) {
      json.put("layerSize", store.blobs().size(digest));
      json.put("mediaType", "application/vnd.docker.image.rootfs.diff.tar.gzip");
    }
    return json;
  }

  private Map<String, ?> downloadUrl(EcrRequest request) {
    var repository = store.find(request.repositoryName());
    var digest = StoredRepository.parse(request.text("layerDigest"));
    if (!repository.hasLayer(digest)) {
      throw repository.layerMissing(digest);
    }
    var url = links.to(repository, digest);
    return Map.of("downloadUrl", url, "layerDigest", digest.toString());
  }

  private Map<String, ?> begin(EcrRequest request) {
    var upload = store.uploads().begin(store.find(request.repositoryName()));
    return Map.of("uploadId", upload.id(), "partSize", PART);
  }

  private Map<String, ?> append(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    var upload = store.uploads().find(repository, request.text("uploadId"));
    long first = request.number("partFirstByte");
    var bytes = request.input().at(EcrInputs.BYTES).bytes().orElseThrow();
    long last = request.number("partLastByte");
    if (last - first + 1 != bytes.length) {
      throw outOfOrder(
          repository, upload, "Layer part size does not match its first and last byte");
    }
    try {
      upload.appendPart(bytes, first, SHORTEST_PART);
    } catch (ImageException e) {
      throw e.fault() == Fault.UPLOAD_OUT_OF_ORDER ? outOfOrder(repository, upload, e.reason()) : e;
    }
    return answer(repository, upload, Map.of("lastByteReceived", last));
  }

  /// A client goes on behind the last byte that came in order; there is none before the first part.
  private ImageException outOfOrder(StoredRepository repository, Upload upload, String reason) {
    long size = upload.size();
    Map<String, Long> last = size == 0 ? Map.of() : Map.of("lastValidByteReceived", size - 1);
    return new ImageException(Fault.UPLOAD_OUT_OF_ORDER, reason, answer(repository, upload, last));
  }

  private Map<String, ?> finish(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    var upload = store.uploads().find(repository, request.text("uploadId"));
    if (upload.size() == 0) {
      throw new ImageException(
          Fault.UPLOAD_EMPTY, "The upload with id '%s' is empty".formatted(upload.id()));
    }
    if (upload.hasShortPart()) {
      throw new ImageException(
          Fault.UPLOAD_PART_SHORT,
          "Layer parts must be at least %d bytes".formatted(SHORTEST_PART));
    }
    var digest = StoredRepository.parse(request.texts("layerDigests").getFirst());
    if (repository.hasLayer(digest)) {
      store.uploads().cancel(upload);
      throw new ImageException(
          Fault.LAYER_THERE,
          "Layer with digest '%s' already exists in the repository with name '%s' in registry with id"
                  .formatted(digest, repository.name())
              + " '%s'".formatted(store.account()));
    }
    store.uploads().finish(repository, upload, digest);
    return answer(repository, upload, Map.of("layerDigest", digest.toString()));
  }

  private Map<String, Object> answer(
      StoredRepository repository, Upload upload, Map<String, ?> more) {
    var json = new LinkedHashMap<String, Object>();
    json.put("registryId", store.account());
    json.put("repositoryName", repository.name());
    json.put("uploadId", upload.id());
    json.putAll(more);
    return json;
  }
}
