package io.github.ecrpush.ecr;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.RawManifest;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/// What ECR is asked about the images of a repository. One that is not there is not in the answer.
final class ImageQuestions {

  private static final int LARGEST_QUESTION = 100;

  private final EcrRegistry registry;
  private final RepositoryPath path;
  private final EcrFailures.Question question;

  ImageQuestions(EcrRegistry registry, RepositoryPath path) {
    this.registry = registry;
    this.path = path;
    this.question = EcrFailures.Question.repository(path, registry.server());
  }

  Map<Tag, RawManifest> named(List<Tag> tags) throws InterruptedException {
    var ids =
        tags.stream().map(tag -> ImageIdentifier.builder().imageTag(tag.value()).build()).toList();
    var images = new LinkedHashMap<Tag, RawManifest>();
    for (var image : stored(ids)) {
      images.put(EcrAnswers.tag(question, image), EcrAnswers.manifest(question, image));
    }
    return images;
  }

  List<RawManifest> withDigests(List<Digest> digests) throws InterruptedException {
    var ids =
        digests.stream()
            .map(digest -> ImageIdentifier.builder().imageDigest(digest.toString()).build())
            .toList();
    return stored(ids).stream().map(image -> EcrAnswers.manifest(question, image)).toList();
  }

  private List<Image> stored(List<ImageIdentifier> ids) throws InterruptedException {
    var images = new ArrayList<Image>();
    for (int from = 0; from < ids.size(); from += LARGEST_QUESTION) {
      var response = ask(ids.subList(from, Math.min(ids.size(), from + LARGEST_QUESTION)));
      for (var failure : response.failures()) {
        if (failure.failureCode() != ImageFailureCode.IMAGE_NOT_FOUND) {
          throw EcrFailures.ofImage(
              question, failure.failureCodeAsString(), failure.failureReason());
        }
      }
      images.addAll(response.images());
    }
    return images;
  }

  private BatchGetImageResponse ask(List<ImageIdentifier> ids) throws InterruptedException {
    var wish = BatchGetImageRequest.builder().repositoryName(path.value()).imageIds(ids);
    wish.acceptedMediaTypes(MediaType.MANIFESTS.stream().map(MediaType::value).toList());
    registry.registryId().ifPresent(wish::registryId);
    try {
      return registry.ask(question, () -> registry.client().batchGetImage(wish.build()));
    } catch (RepositoryNotFoundException e) {
      throw registry.missing(path);
    }
  }
}
