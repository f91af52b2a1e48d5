package io.github.ecrpush.sandbox.shape;

import static io.github.ecrpush.sandbox.shape.Shapes.ACCOUNT;
import static io.github.ecrpush.sandbox.shape.Shapes.ANY;
import static io.github.ecrpush.sandbox.shape.Shapes.FREE;
import static io.github.ecrpush.sandbox.shape.Shapes.NAME;
import static io.github.ecrpush.sandbox.shape.Shapes.many;
import static io.github.ecrpush.sandbox.shape.Shapes.named;
import static io.github.ecrpush.sandbox.shape.Shapes.optional;
import static io.github.ecrpush.sandbox.shape.Shapes.paged;
import static io.github.ecrpush.sandbox.shape.Shapes.required;
import static io.github.ecrpush.sandbox.shape.Shapes.structure;
import static io.github.ecrpush.sandbox.shape.Shapes.text;
import static io.github.ecrpush.sandbox.shape.Shapes.words;

import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.shape.Shape.Structure;
import io.github.ecrpush.sandbox.shape.Shape.Truth;
import io.github.ecrpush.sandbox.shape.Shape.Whole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The inputs of ECR's calls, as its service model of 2015-09-21 describes them.
public final class EcrInputs {

  /// The one member of all inputs that is base64.
  public static final String BYTES = "layerPartBlob";

  private static final String ID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}";

  private static final String PREFIX =
      "(?:[a-z0-9]+(?:[._-][a-z0-9]*)*/)*[a-z0-9]*(?:[._-][a-z0-9]*)*";

  private static final String ROOT_OR_PREFIX =
      "([a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*\\/?|ROOT)";

  private static final Shape TRUTH = new Truth();
  private static final Shape UPLOAD = text(0, ANY, ID + "-[0-9a-fA-F]{12}");
  private static final Shape LAYER = text(0, ANY, "[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+");
  private static final Shape POLICY = text(0, 10_240);
  private static final Shape LIFECYCLE = text(100, 30_720);
  private static final Shape IMAGE =
      structure(optional("imageDigest", FREE), optional("imageTag", text(1, 300)));
  private static final Shape IMAGES = many(1, 100, IMAGE);
  private static final Shape TAGS =
      many(0, ANY, structure(required("Key", FREE), required("Value", FREE)));
  private static final Shape TAG_STATUS = words("TAGGED", "UNTAGGED", "ANY");
  private static final Shape IMAGE_STATUS = words("ACTIVE", "ARCHIVED", "ACTIVATING", "ANY");
  private static final Shape FILTER =
      structure(optional("tagStatus", TAG_STATUS), optional("imageStatus", IMAGE_STATUS));
  private static final Shape MUTABILITY =
      words("MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION");
  private static final Shape EXCLUSIONS =
      many(
          1,
          5,
          structure(
              required("filterType", words("WILDCARD")),
              required("filter", text(1, 128, "[0-9a-zA-Z._*-]{1,128}"))));
  private static final Shape SCANNING = structure(optional("scanOnPush", TRUTH));
  private static final Shape ENCRYPTION =
      structure(
          required("encryptionType", words("AES256", "KMS", "KMS_DSSE")),
          optional("kmsKey", text(1, 2048)));
  private static final Shape SCANNING_RULE =
      structure(
          required("scanFrequency", words("SCAN_ON_PUSH", "CONTINUOUS_SCAN", "MANUAL")),
          required(
              "repositoryFilters",
              many(
                  0,
                  100,
                  structure(
                      required("filter", text(1, 255, "[a-z0-9*](?:[._\\-/a-z0-9*]?[a-z0-9*]+)*")),
                      required("filterType", words("WILDCARD"))))));
  private static final Shape REPLICATION =
      structure(
          required(
              "rules",
              many(
                  0,
                  25,
                  structure(
                      required(
                          "destinations",
                          many(
                              0,
                              100,
                              structure(
                                  required("region", text(2, 25, "[0-9a-z-]{2,25}")),
                                  required("registryId", ACCOUNT)))),
                      optional(
                          "repositoryFilters",
                          many(
                              1,
                              100,
                              structure(
                                  required("filter", text(2, 256, PREFIX)),
                                  required("filterType", words("PREFIX_MATCH"))))),
                      optional("deleteReplication", structure(required("enabled", TRUTH)))))));

  private static final Map<String, Structure> INPUTS = inputs();

  private EcrInputs() {}

  private static Map<String, Structure> inputs() {
    var inputs = new HashMap<String, Structure>();
    repository(inputs);
    images(inputs);
    layers(inputs);
    registry(inputs);
    return Map.copyOf(inputs);
  }

  private static void repository(Map<String, Structure> inputs) {
    inputs.put(
        "CreateRepository",
        named(
            optional("tags", TAGS),
            optional("imageTagMutability", MUTABILITY),
            optional("imageTagMutabilityExclusionFilters", EXCLUSIONS),
            optional("imageScanningConfiguration", SCANNING),
            optional("encryptionConfiguration", ENCRYPTION)));
    inputs.put(
        "DescribeRepositories",
        paged(
            1000,
            optional("registryId", ACCOUNT),
            optional("repositoryNames", many(1, 100, NAME))));
    inputs.put("DeleteRepository", named(optional("force", TRUTH)));
    inputs.put(
        "PutImageTagMutability",
        named(
            required("imageTagMutability", MUTABILITY),
            optional("imageTagMutabilityExclusionFilters", EXCLUSIONS)));
    inputs.put(
        "PutImageScanningConfiguration", named(required("imageScanningConfiguration", SCANNING)));
    inputs.put(
        "SetRepositoryPolicy", named(required("policyText", POLICY), optional("force", TRUTH)));
    inputs.put("GetRepositoryPolicy", named());
    inputs.put("DeleteRepositoryPolicy", named());
    inputs.put("PutLifecyclePolicy", named(required("lifecyclePolicyText", LIFECYCLE)));
    inputs.put("GetLifecyclePolicy", named());
    inputs.put("DeleteLifecyclePolicy", named());
    inputs.put("StartLifecyclePolicyPreview", named(optional("lifecyclePolicyText", LIFECYCLE)));
    inputs.put(
        "GetLifecyclePolicyPreview",
        paged(
            100,
            optional("registryId", ACCOUNT),
            required("repositoryName", NAME),
            optional("imageIds", IMAGES),
            optional("filter", structure(optional("tagStatus", TAG_STATUS)))));
    inputs.put("TagResource", structure(required("resourceArn", FREE), required("tags", TAGS)));
    inputs.put(
        "UntagResource",
        structure(required("resourceArn", FREE), required("tagKeys", many(0, ANY, FREE))));
    inputs.put("ListTagsForResource", structure(required("resourceArn", FREE)));
  }

  private static void images(Map<String, Structure> inputs) {
    inputs.put(
        "DescribeImages",
        paged(
            1000,
            optional("registryId", ACCOUNT),
            required("repositoryName", NAME),
            optional("imageIds", IMAGES),
            optional("filter", FILTER)));
    inputs.put(
        "ListImages",
        paged(
            1000,
            optional("registryId", ACCOUNT),
            required("repositoryName", NAME),
            optional("filter", FILTER)));
    inputs.put(
        "BatchGetImage",
        named(required("imageIds", IMAGES), optional("acceptedMediaTypes", many(1, 100, FREE))));
    inputs.put("BatchDeleteImage", named(required("imageIds", IMAGES)));
    inputs.put(
        "PutImage",
        named(
            required("imageManifest", text(1, 4_194_304)),
            optional("imageManifestMediaType", FREE),
            optional("imageTag", text(1, 300)),
            optional("imageDigest", FREE)));
    inputs.put("DescribeImageReplicationStatus", named(required("imageId", IMAGE)));
    inputs.put("StartImageScan", named(required("imageId", IMAGE)));
    inputs.put(
        "DescribeImageScanFindings",
        paged(
            1000,
            optional("registryId", ACCOUNT),
            required("repositoryName", NAME),
            required("imageId", IMAGE)));
    inputs.put(
        "ListImageReferrers",
        paged(
            50,
            optional("registryId", ACCOUNT),
            required("repositoryName", NAME),
            required("subjectId", structure(required("imageDigest", FREE))),
            optional(
                "filter",
                structure(
                    optional("artifactTypes", many(0, 5, text(1, 255))),
                    optional("artifactStatus", IMAGE_STATUS)))));
  }

  private static void layers(Map<String, Structure> inputs) {
    inputs.put(
        "BatchCheckLayerAvailability",
        named(required("layerDigests", many(1, 100, text(0, 1000)))));
    inputs.put("GetDownloadUrlForLayer", named(required("layerDigest", LAYER)));
    inputs.put("InitiateLayerUpload", named());
    inputs.put(
        "UploadLayerPart",
        named(
            required("uploadId", UPLOAD),
            required("partFirstByte", new Whole(0, Long.MAX_VALUE)),
            required("partLastByte", new Whole(0, Long.MAX_VALUE)),
            required(BYTES, new Shape.Blob(20_971_520))));
    inputs.put(
        "CompleteLayerUpload",
        named(required("uploadId", UPLOAD), required("layerDigests", many(1, 100, LAYER))));
  }

  private static void registry(Map<String, Structure> inputs) {
    inputs.put("GetAuthorizationToken", structure(optional("registryIds", many(1, 10, ACCOUNT))));
    inputs.put("DescribeRegistry", structure());
    inputs.put("GetRegistryPolicy", structure());
    inputs.put("DeleteRegistryPolicy", structure());
    inputs.put("PutRegistryPolicy", structure(required("policyText", POLICY)));
    inputs.put(
        "PutReplicationConfiguration",
        structure(required("replicationConfiguration", REPLICATION)));
    inputs.put("GetRegistryScanningConfiguration", structure());
    inputs.put(
        "PutRegistryScanningConfiguration",
        structure(
            optional("scanType", words("BASIC", "ENHANCED")),
            optional("rules", many(0, 2, SCANNING_RULE))));
    inputs.put(
        "BatchGetRepositoryScanningConfiguration",
        structure(required("repositoryNames", many(1, 25, NAME))));
    inputs.put(
        "DescribePullThroughCacheRules",
        paged(
            1000,
            optional("registryId", ACCOUNT),
            optional("ecrRepositoryPrefixes", many(1, 100, text(2, 30, ROOT_OR_PREFIX)))));
    inputs.put(
        "DescribeRepositoryCreationTemplates",
        paged(1000, optional("prefixes", many(0, ANY, text(1, 256, ROOT_OR_PREFIX)))));
    inputs.put("GetAccountSetting", structure(required("name", text(1, 64))));
    inputs.put(
        "PutAccountSetting", structure(required("name", text(1, 64)), required("value", FREE)));
  }

  /// The input of a call, with what the model does not know left out.
  ///
  /// @throws ShapeException if it breaks a constraint of the model
  /// @throws ClassCastException if a value is of another JSON type
  public static Optional<JsonTree> read(String operation, JsonTree input) {
    return Optional.ofNullable(INPUTS.get(operation))
        .map(shape -> new JsonTree(shape.read(input, "")));
  }

  static Shape input(String operation) {
    return Objects.requireNonNull(INPUTS.get(operation));
  }

  /// The names of the calls that are described.
  public static List<String> operations() {
    return INPUTS.keySet().stream().sorted().toList();
  }
}
