package io.github.ecrpush.sandbox.images;

import java.util.Map;

/// The store refuses something. ECR's API and its registry have a code of their own for each fault.
final class ImageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final String reason;
  private final transient Map<String, ?> details;

  /// Why something is refused.
  enum Fault {
    REPOSITORY_MISSING,
    REPOSITORY_THERE,
    REPOSITORY_FULL,
    NAME_MALFORMED,
    TAG_MALFORMED,
    DIGEST_MALFORMED,
    TAG_IMMUTABLE,
    IMAGE_MISSING,
    IMAGE_THERE,
    MANIFEST_MALFORMED,
    MANIFEST_TOO_LARGE,
    MANIFEST_DIGEST_WRONG,
    LAYERS_MISSING,
    IMAGES_MISSING,
    LAYER_MISSING,
    LAYER_THERE,
    UPLOAD_MISSING,
    UPLOAD_EMPTY,
    UPLOAD_DIGEST_WRONG,
    UPLOAD_OUT_OF_ORDER,
    UPLOAD_PART_SHORT,
    POLICY_MISSING,
    LIFECYCLE_MISSING,
    PREVIEW_MISSING,
    PREVIEW_RUNNING,
    REGISTRY_POLICY_MISSING,
    RESOURCE_TAG_MALFORMED,
    RESOURCE_TAGS_TOO_MANY,
    LIMIT_REACHED,
    KEY_DENIED
  }

  ImageException(Fault fault, String reason) {
    this(fault, reason, Map.of());
  }

  /// @param details what ECR's API says of it beside the reason
  ImageException(Fault fault, String reason, Map<String, ?> details) {
    super(reason);
    this.fault = fault;
    this.reason = reason;
    this.details = details;
  }

  Fault fault() {
    return fault;
  }

  String reason() {
    return reason;
  }

  Map<String, ?> details() {
    return details;
  }
}
