package io.github.ecrpush.ecr;

import io.github.ecrpush.ecr.Permission.Answer;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.RepositoryPath;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;

/// Calls that show whether we may do something and leave everything as it is: they read, or ask for
/// what is not there. AWS looks at who asks before it looks at what is asked for.
///
/// An upload that is begun and never filled is no change that anybody can see; ECR forgets it.
final class PermissionProbes {

  private static final String NOTHING = Digest.of(new byte[0]).toString();
  private static final String ABSENT_LAYER = "sha256:" + "0".repeat(NOTHING.length() - 7);
  private static final long ONE_BYTE = 0;

  /// One call of ECR.
  @FunctionalInterface
  interface Call {
    Object make(EcrClient ecr, Subject subject);
  }

  /// What is asked about.
  ///
  /// @param registry the account whose registry it is
  record Subject(RepositoryPath path, String registry, String arn) {
    String name() {
      return path.value();
    }
  }

  private static final Map<String, Call> CALLS =
      Map.ofEntries(
          Map.entry(
              "ecr:DescribeRepositories",
              (ecr, at) ->
                  ecr.describeRepositories(
                      call -> call.registryId(at.registry()).repositoryNames(at.name()))),
          Map.entry(
              "ecr:DescribeImages",
              (ecr, at) ->
                  ecr.describeImages(call ->
                      call.registryId(at.registry()).repositoryName(at.name()).maxResults(1))),
          Map.entry(
              "ecr:BatchGetImage",
              (ecr, at) ->
                  ecr.batchGetImage(call ->
                      call.registryId(at.registry())
                          .repositoryName(at.name())
                          .imageIds(ImageIdentifier.builder().imageDigest(ABSENT_LAYER).build()))),
          Map.entry(
              "ecr:BatchCheckLayerAvailability",
              (ecr, at) ->
                  ecr.batchCheckLayerAvailability(call ->
                      call.registryId(at.registry())
                          .repositoryName(at.name())
                          .layerDigests(ABSENT_LAYER))),
          Map.entry(
              "ecr:GetDownloadUrlForLayer",
              (ecr, at) ->
                  ecr.getDownloadUrlForLayer(call ->
                      call.registryId(at.registry())
                          .repositoryName(at.name())
                          .layerDigest(ABSENT_LAYER))),
          Map.entry(
              "ecr:InitiateLayerUpload",
              (ecr, at) ->
                  ecr.initiateLayerUpload(
                      call -> call.registryId(at.registry()).repositoryName(at.name()))),
          Map.entry(
              "ecr:UploadLayerPart",
              (ecr, at) ->
                  ecr.uploadLayerPart(call ->
                      call.registryId(at.registry())
                          .repositoryName(at.name())
                          .uploadId(UUID.randomUUID().toString())
                          .partFirstByte(ONE_BYTE)
                          .partLastByte(ONE_BYTE)
                          .layerPartBlob(SdkBytes.fromByteArray(new byte[1])))),
          Map.entry(
              "ecr:CompleteLayerUpload",
              (ecr, at) ->
                  ecr.completeLayerUpload(call ->
                      call.registryId(at.registry())
                          .repositoryName(at.name())
                          .uploadId(UUID.randomUUID().toString())
                          .layerDigests(ABSENT_LAYER))),
          Map.entry(
              "ecr:PutImage",
              (ecr, at) ->
                  ecr.putImage(call ->
                      call.registryId(at.registry())
                          .repositoryName(at.name())
                          .imageManifest("{}"))),
          Map.entry(
              "ecr:ListImages",
              (ecr, at) ->
                  ecr.listImages(call ->
                      call.registryId(at.registry()).repositoryName(at.name()).maxResults(1))),
          Map.entry(
              "ecr:GetLifecyclePolicy",
              (ecr, at) ->
                  ecr.getLifecyclePolicy(
                      call -> call.registryId(at.registry()).repositoryName(at.name()))),
          Map.entry(
              "ecr:GetLifecyclePolicyPreview",
              (ecr, at) ->
                  ecr.getLifecyclePolicyPreview(
                      call -> call.registryId(at.registry()).repositoryName(at.name()))),
          Map.entry(
              "ecr:GetRepositoryPolicy",
              (ecr, at) ->
                  ecr.getRepositoryPolicy(
                      call -> call.registryId(at.registry()).repositoryName(at.name()))),
          Map.entry(
              "ecr:ListTagsForResource",
              (ecr, at) -> ecr.listTagsForResource(call -> call.resourceArn(at.arn()))));

  private PermissionProbes() {}

  /// The call that shows whether we may do an action.
  static Optional<Call> of(String action) {
    return Optional.ofNullable(CALLS.get(action));
  }

  /// What an action without such a call is answered with.
  static Answer unknown() {
    return new Answer.Unknown("no call shows it without changing something");
  }
}
