package io.github.ecrpush.wire;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.web.Answer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What ECR says in a scene. It remembers no more than a run needs to go on.
final class EcrReplies {

  static final String ACCOUNT = "123456789012";
  private static final String POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
  private static final String LIFECYCLE =
      """
      {"rules":[{"rulePriority":7,"selection":{"tagStatus":"untagged","countType":\
      "sinceImagePushed","countUnit":"days","countNumber":77},"action":{"type":"expire"}}]}\
      """;

  private final Scene scene;
  private final Set<String> made = new HashSet<>();
  private final Map<String, String> previewed = new HashMap<>();

  EcrReplies(Scene scene) {
    this.scene = scene;
  }

  boolean isDenied(String operation) {
    return scene.denied().equals(Optional.of(operation));
  }

  Answer answer(String operation, JsonTree input) {
    var path = path(input);
    if (isDenied(operation)) {
      return error(
          "AccessDeniedException",
          "User: arn:aws:sts::%s:assumed-role/ci/run is not authorized to perform: ecr:%s on resource: * because no identity-based policy allows the ecr:%s action"
              .formatted(ACCOUNT, operation, operation));
    }
    boolean about = !operation.equals("GetAuthorizationToken");
    if (about && !operation.equals("CreateRepository") && !scene.there() && !made.contains(path)) {
      return error("RepositoryNotFoundException", "The repository does not exist");
    }
    return switch (operation) {
      case "GetAuthorizationToken" ->
          Answer.json(
              200,
              Map.of(
                  "authorizationData",
                  List.of(
                      Map.of(
                          "authorizationToken",
                          "QVdTOnBhc3N3b3Jk",
                          "expiresAt",
                          4_000_000_000L,
                          "proxyEndpoint",
                          "https://%s.dkr.ecr.eu-west-1.amazonaws.com".formatted(ACCOUNT)))));
      case "CreateRepository" -> created(path, input);
      case "DescribeRepositories" ->
          Answer.json(200, Map.of("repositories", List.of(repository(path, input))));
      case "BatchGetImage" -> images(input);
      case "GetRepositoryPolicy" ->
          scene.settled()
              ? Answer.json(200, Map.of("policyText", POLICY))
              : error("RepositoryPolicyNotFoundException", "There is no policy");
      case "GetLifecyclePolicy" ->
          scene.settled()
              ? Answer.json(200, Map.of("lifecyclePolicyText", LIFECYCLE))
              : error("LifecyclePolicyNotFoundException", "There is no policy");
      case "ListTagsForResource" ->
          Answer.json(
              200,
              Map.of(
                  "tags",
                  scene.settled() ? List.of(Map.of("Key", "team", "Value", "x")) : List.of()));
      case "ListImages" ->
          Answer.json(
              200,
              Map.of(
                  "imageIds",
                  scene.settled()
                      ? List.of(Map.of("imageDigest", PlayedImage.DIGEST))
                      : List.of()));
      case "StartLifecyclePolicyPreview" -> {
        previewed.put(path, input.at("lifecyclePolicyText").text().orElse(""));
        yield Answer.json(200, Map.of("status", "IN_PROGRESS"));
      }
      case "GetLifecyclePolicyPreview" ->
          previewed.containsKey(path)
              ? Answer.json(
                  200,
                  Map.of(
                      "status", "COMPLETE",
                      "lifecyclePolicyText", previewed.get(path),
                      "previewResults", List.of()))
              : error("LifecyclePolicyPreviewNotFoundException", "There is no preview");
      case "UploadLayerPart", "CompleteLayerUpload" ->
          error("UploadNotFoundException", "There is no such upload");
      case "GetDownloadUrlForLayer" -> error("LayersNotFoundException", "There is no such layer");
      case "PutImage" -> error("InvalidParameterException", "The manifest is invalid");
      default -> Answer.json(200, Map.of());
    };
  }

  private Answer created(String path, JsonTree input) {
    boolean first = made.add(path);
    return scene.there() || (first && scene.raced())
        ? error("RepositoryAlreadyExistsException", "The repository is there")
        : Answer.json(200, Map.of("repository", repository(path, input)));
  }

  private static Map<String, Object> repository(String path, JsonTree input) {
    var account = input.at("registryId").text().orElse(ACCOUNT);
    return Map.of(
        "registryId",
        account,
        "repositoryName",
        path,
        "repositoryArn",
        "arn:aws:ecr:eu-west-1:%s:repository/%s".formatted(account, path),
        "repositoryUri",
        "%s.dkr.ecr.eu-west-1.amazonaws.com/%s".formatted(account, path),
        "imageTagMutability",
        "MUTABLE");
  }

  private Answer images(JsonTree input) {
    var ids = input.at("imageIds").elements();
    boolean tags = ids.stream().noneMatch(id -> id.at("imageTag").isMissing());
    return scene.holding() && tags
        ? Answer.json(200, Map.of("images", ids.stream().map(EcrReplies::image).toList()))
        : Answer.json(
            200,
            Map.of(
                "images",
                List.of(),
                "failures",
                ids.stream()
                    .map(id -> Map.of("imageId", id.value(), "failureCode", "ImageNotFound"))
                    .toList()));
  }

  private static Map<String, Object> image(JsonTree id) {
    return Map.of(
        "imageId",
        Map.of(
            "imageTag", id.at("imageTag").text().orElseThrow(), "imageDigest", PlayedImage.DIGEST),
        "imageManifest",
        PlayedImage.MANIFEST,
        "imageManifestMediaType",
        PlayedImage.MEDIA_TYPE);
  }

  /// The repository that a request is about, however it says so.
  private static String path(JsonTree input) {
    var arn = input.at("resourceArn").text().orElse("");
    return input
        .at("repositoryName")
        .text()
        .or(() ->
            input.at("repositoryNames").elements().stream().findFirst().flatMap(JsonTree::text))
        .orElse(arn.substring(arn.indexOf('/') + 1));
  }

  private static Answer error(String code, String message) {
    return Answer.text(
        400, "application/x-amz-json-1.1", Json.write(Map.of("__type", code, "message", message)));
  }
}
