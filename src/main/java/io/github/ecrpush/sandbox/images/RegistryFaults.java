package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.util.List;
import java.util.Map;

/// How the registry says what is wrong.
final class RegistryFaults {

  private RegistryFaults() {}

  static RefusedException of(ImageException e) {
    return switch (e.fault()) {
      case REPOSITORY_MISSING -> new RefusedException(404, "NAME_UNKNOWN", e.reason());
      case NAME_MALFORMED -> new RefusedException(400, "NAME_INVALID", e.reason());
      case TAG_IMMUTABLE, TAG_MALFORMED -> new RefusedException(400, "TAG_INVALID", e.reason());
      case DIGEST_MALFORMED, UPLOAD_DIGEST_WRONG ->
          new RefusedException(400, "DIGEST_INVALID", e.reason());
      case IMAGE_MISSING -> new RefusedException(404, "MANIFEST_UNKNOWN", e.reason());
      case MANIFEST_MALFORMED, MANIFEST_DIGEST_WRONG, MANIFEST_TOO_LARGE ->
          new RefusedException(400, "MANIFEST_INVALID", e.reason());
      case LAYERS_MISSING, IMAGES_MISSING ->
          new RefusedException(400, "MANIFEST_BLOB_UNKNOWN", e.reason());
      case LAYER_MISSING -> new RefusedException(404, "BLOB_UNKNOWN", e.reason());
      case UPLOAD_MISSING -> new RefusedException(404, "BLOB_UPLOAD_UNKNOWN", e.reason());
      case UPLOAD_OUT_OF_ORDER, UPLOAD_PART_SHORT ->
          new RefusedException(416, "BLOB_UPLOAD_INVALID", e.reason());
      case LIMIT_REACHED, KEY_DENIED -> new RefusedException(403, "DENIED", e.reason());
      case REPOSITORY_THERE, REPOSITORY_FULL, IMAGE_THERE, LAYER_THERE, UPLOAD_EMPTY ->
          unsupported(e);
      case POLICY_MISSING, LIFECYCLE_MISSING, PREVIEW_MISSING, PREVIEW_RUNNING -> unsupported(e);
      case REGISTRY_POLICY_MISSING, RESOURCE_TAG_MALFORMED, RESOURCE_TAGS_TOO_MANY ->
          unsupported(e);
    };
  }

  /// The registry has no call that ends like this.
  private static RefusedException unsupported(ImageException e) {
    return new RefusedException(400, "UNSUPPORTED", e.reason());
  }

  static Answer answer(RefusedException refusal) {
    var error = Map.of("code", refusal.code(), "message", refusal.reason());
    return Answer.json(refusal.status(), Map.of("errors", List.of(error)));
  }
}
