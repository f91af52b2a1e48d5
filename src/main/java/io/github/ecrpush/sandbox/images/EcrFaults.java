package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.sandbox.identity.SignatureException;
import io.github.ecrpush.sandbox.web.RefusedException;

/// How ECR's API says what is wrong.
final class EcrFaults {

  private EcrFaults() {}

  static RefusedException of(ImageException e) {
    return new RefusedException(400, code(e.fault()) + "Exception", e.reason());
  }

  private static String code(ImageException.Fault fault) {
    return switch (fault) {
      case REPOSITORY_MISSING -> "RepositoryNotFound";
      case REPOSITORY_THERE -> "RepositoryAlreadyExists";
      case REPOSITORY_FULL -> "RepositoryNotEmpty";
      case NAME_MALFORMED, TAG_MALFORMED, DIGEST_MALFORMED -> "InvalidParameter";
      case MANIFEST_MALFORMED, MANIFEST_TOO_LARGE -> "InvalidParameter";
      case TAG_IMMUTABLE -> "ImageTagAlreadyExists";
      case IMAGE_MISSING -> "ImageNotFound";
      case IMAGE_THERE -> "ImageAlreadyExists";
      case MANIFEST_DIGEST_WRONG -> "ImageDigestDoesNotMatch";
      case LAYERS_MISSING, LAYER_MISSING -> "LayersNotFound";
      case LAYER_THERE -> "LayerAlreadyExists";
      case IMAGES_MISSING -> "ReferencedImagesNotFound";
      case UPLOAD_MISSING -> "UploadNotFound";
      case UPLOAD_EMPTY -> "EmptyUpload";
      case UPLOAD_DIGEST_WRONG -> "InvalidLayer";
      case UPLOAD_OUT_OF_ORDER -> "InvalidLayerPart";
      case UPLOAD_PART_SHORT -> "LayerPartTooSmall";
      case POLICY_MISSING -> "RepositoryPolicyNotFound";
      case LIFECYCLE_MISSING -> "LifecyclePolicyNotFound";
      case PREVIEW_MISSING -> "LifecyclePolicyPreviewNotFound";
      case PREVIEW_RUNNING -> "LifecyclePolicyPreviewInProgress";
      case REGISTRY_POLICY_MISSING -> "RegistryPolicyNotFound";
      case RESOURCE_TAG_MALFORMED -> "InvalidTagParameter";
      case RESOURCE_TAGS_TOO_MANY -> "TooManyTags";
      case LIMIT_REACHED -> "LimitExceeded";
      case KEY_DENIED -> "Kms";
    };
  }

  static RefusedException of(SignatureException e) {
    return switch (e.fault()) {
      case MISSING -> new RefusedException(400, "MissingAuthenticationTokenException", e.reason());
      case INCOMPLETE -> new RefusedException(400, "IncompleteSignatureException", e.reason());
      case UNKNOWN_KEY -> new RefusedException(400, "UnrecognizedClientException", e.reason());
      case EXPIRED -> new RefusedException(400, "ExpiredTokenException", e.reason());
      case WRONG -> new RefusedException(400, "InvalidSignatureException", e.reason());
    };
  }
}
