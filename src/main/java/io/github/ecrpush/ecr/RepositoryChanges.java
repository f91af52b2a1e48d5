package io.github.ecrpush.ecr;

import io.github.ecrpush.ecr.settings.Encryption;
import io.github.ecrpush.ecr.settings.RepositoryTags;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.EncryptionConfiguration;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilter;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.Tag;

/// What is changed at ECR: a repository that is created, and its settings one by one.
final class RepositoryChanges {

  private final RepositoryCall call;

  RepositoryChanges(RepositoryCall call) {
    this.call = call;
  }

  /// Creates the repository with what can be set at once; nothing when somebody else was faster.
  Optional<RepositoryState> create(RepositorySettings wish) throws InterruptedException {
    var request = CreateRepositoryRequest.builder().repositoryName(call.path().value());
    call.registryId().ifPresent(request::registryId);
    wish.mutability()
        .ifPresent(mutability -> {
          request.imageTagMutability(word(mutability));
          if (!mutability.exceptions().isEmpty()) {
            request.imageTagMutabilityExclusionFilters(filters(mutability));
          }
        });
    wish.scanOnPush()
        .ifPresent(scan -> request.imageScanningConfiguration(wished -> wished.scanOnPush(scan)));
    wish.encryption().ifPresent(wished -> request.encryptionConfiguration(encryption(wished)));
    if (!wish.tags().isEmpty()) {
      request.tags(tags(wish.tags()));
    }
    return call.ask(
            "create",
            ecr -> {
              try {
                return Optional.of(ecr.createRepository(request.build()).repository());
              } catch (RepositoryAlreadyExistsException _) {
                return Optional.<Repository>empty();
              }
            })
        .map(call::state);
  }

  void putMutability(TagMutability wished) throws InterruptedException {
    call.tell(
        "set the tag mutability of",
        ecr ->
            ecr.putImageTagMutability(request -> {
              request.repositoryName(call.path().value()).imageTagMutability(word(wished));
              call.registryId().ifPresent(request::registryId);
              if (!wished.exceptions().isEmpty()) {
                request.imageTagMutabilityExclusionFilters(filters(wished));
              }
            }));
  }

  void putScanning(boolean onPush) throws InterruptedException {
    call.tell(
        "set the scanning of",
        ecr ->
            ecr.putImageScanningConfiguration(request -> {
              request
                  .repositoryName(call.path().value())
                  .imageScanningConfiguration(wished -> wished.scanOnPush(onPush));
              call.registryId().ifPresent(request::registryId);
            }));
  }

  void putPolicy(JsonTree wished) throws InterruptedException {
    call.tell(
        "set the policy of",
        ecr ->
            ecr.setRepositoryPolicy(request -> {
              request.repositoryName(call.path().value()).policyText(Json.write(wished));
              call.registryId().ifPresent(request::registryId);
            }));
  }

  void putLifecycle(String wished) throws InterruptedException {
    call.tell(
        "set the lifecycle policy of",
        ecr ->
            ecr.putLifecyclePolicy(request -> {
              request.repositoryName(call.path().value()).lifecyclePolicyText(wished);
              call.registryId().ifPresent(request::registryId);
            }));
  }

  void putTags(RepositoryTags wished) throws InterruptedException {
    var arn = call.arn();
    call.tell(
        "set the tags of",
        ecr -> ecr.tagResource(request -> request.resourceArn(arn).tags(tags(wished))));
  }

  private static EncryptionConfiguration encryption(Encryption wished) {
    return EncryptionConfiguration.builder()
        .encryptionType(wished.type().name())
        .kmsKey(wished.key().orElse(null))
        .build();
  }

  private static ImageTagMutability word(TagMutability mutability) {
    boolean plain = mutability.exceptions().isEmpty();
    if (mutability.mutable()) {
      return plain ? ImageTagMutability.MUTABLE : ImageTagMutability.MUTABLE_WITH_EXCLUSION;
    }
    return plain ? ImageTagMutability.IMMUTABLE : ImageTagMutability.IMMUTABLE_WITH_EXCLUSION;
  }

  private static List<ImageTagMutabilityExclusionFilter> filters(TagMutability mutability) {
    return mutability.exceptions().stream()
        .map(exception ->
            ImageTagMutabilityExclusionFilter.builder()
                .filterType("WILDCARD")
                .filter(exception)
                .build())
        .toList();
  }

  private static List<Tag> tags(RepositoryTags tags) {
    return tags.values().entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
