package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How a caller names an image: by digest, by tag, or by both, which then have to agree.
record ImageId(Optional<String> digest, Optional<String> tag) {

  private static final String MALFORMED =
      "Invalid request parameters: image digest should satisfy the regex"
          + " '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'";

  static ImageId of(JsonTree json) {
    return new ImageId(
        json.at("imageDigest").text().filter(text -> !text.isEmpty()),
        json.at("imageTag").text().filter(text -> !text.isEmpty()));
  }

  Optional<StoredImage> find(StoredRepository repository) {
    if (tag.filter(text -> text.startsWith("sha256:")).isPresent()) {
      return Optional.empty();
    }
    var byTag = tag.flatMap(repository::find);
    var byDigest = digest.flatMap(repository::find);
    if (tag.isPresent() && digest.isPresent()) {
      return byTag.equals(byDigest) ? byTag : Optional.empty();
    }
    return tag.isPresent() ? byTag : byDigest;
  }

  /// The image, of which the caller is sure that it is there.
  StoredImage mustBeIn(StoredRepository repository, String account) {
    return find(repository)
        .orElseThrow(() ->
            new ImageException(
                Fault.IMAGE_MISSING,
                "The image with imageId %s does not exist within the repository with name '%s' in the registry with id '%s'"
                    .formatted(this, repository.name(), account)));
  }

  @Override
  public String toString() {
    return "{imageDigest:'%s', imageTag:'%s'}".formatted(digest.orElse("null"), tag.orElse("null"));
  }

  /// Why the image cannot be had, as an element of the answer's failures.
  Optional<Map<String, Object>> problem(StoredRepository repository) {
    if (digest.isEmpty() && tag.isEmpty()) {
      return Optional.of(
          failure(
              "MissingDigestAndTag",
              "Invalid request parameters: both tag and digest cannot be null"));
    }
    try {
      digest.ifPresent(StoredRepository::parse);
    } catch (ImageException _) {
      return Optional.of(failure("InvalidImageDigest", MALFORMED));
    }
    if (find(repository).isPresent()) {
      return Optional.empty();
    }
    boolean apart =
        tag.isPresent() && digest.isPresent() && digest.flatMap(repository::find).isPresent();
    return Optional.of(
        apart
            ? failure("ImageTagDoesNotMatchDigest", "Requested tag does not match the digest")
            : failure("ImageNotFound", "Requested image not found"));
  }

  Map<String, Object> failure(String code, String reason) {
    var id = new LinkedHashMap<String, String>();
    digest.ifPresent(text -> id.put("imageDigest", text));
    tag.ifPresent(text -> id.put("imageTag", text));
    var json = new LinkedHashMap<String, Object>();
    json.put("imageId", id);
    json.put("failureCode", code);
    json.put("failureReason", reason);
    return json;
  }

  static Map<String, String> json(Digest digest, Optional<String> tag) {
    var id = new LinkedHashMap<String, String>();
    id.put("imageDigest", digest.toString());
    tag.ifPresent(text -> id.put("imageTag", text));
    return id;
  }
}
