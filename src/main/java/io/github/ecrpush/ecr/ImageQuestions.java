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
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.TagStatus;

/// What ECR is asked about the images of a repository. One that is not there is not in the answer.
final class ImageQuestions {

  private static final int LARGEST_QUESTION = 100;
  private static final int LARGEST_PAGE = 1_000;
  private static final int MOST_PAGES = 20;

  /// As many as are worth a look.
  private static final int NEWEST = 10;

  /// What the configuration of an image is, and not of a chart or another thing that ECR keeps.
  private static final Set<String> CONFIGURATIONS =
      Set.of(
          "application/vnd.oci.image.config.v1+json",
          "application/vnd.docker.container.image.v1+json");

  /// How signatures and the like are tagged that belong to an image.
  private static final Pattern ATTACHED = Pattern.compile("sha256-[0-9a-f]{64}([.-].*)?");

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

  /// The newest ones with a tag, the last one first. ECR tells them in no order, so all are asked
  /// for; of a repository with very many, those of the first pages.
  List<ListedImage> newest() throws InterruptedException {
    var found = new ArrayList<ImageDetail>();
    String next = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      var answer = describe(next);
      found.addAll(answer.imageDetails());
      next = answer.nextToken();
      if (next == null) {
        break;
      }
    }
    return found.stream()
        .filter(ImageQuestions::isImage)
        .sorted((one, other) -> other.imagePushedAt().compareTo(one.imagePushedAt()))
        .limit(NEWEST)
        .map(image ->
            new ListedImage(Digest.parse(image.imageDigest()), Set.copyOf(image.imageTags())))
        .toList();
  }

  private static boolean isImage(ImageDetail listed) {
    return listed.imagePushedAt() != null
        && listed.imageDigest() != null
        && (listed.artifactMediaType() == null
            || CONFIGURATIONS.contains(listed.artifactMediaType()))
        && !listed.imageTags().stream().allMatch(tag -> ATTACHED.matcher(tag).matches());
  }

  private DescribeImagesResponse describe(@Nullable String from) throws InterruptedException {
    var wish =
        DescribeImagesRequest.builder()
            .repositoryName(path.value())
            .filter(filter -> filter.tagStatus(TagStatus.TAGGED))
            .maxResults(LARGEST_PAGE)
            .nextToken(from);
    registry.registryId().ifPresent(wish::registryId);
    try {
      return registry.ask(question, () -> registry.client().describeImages(wish.build()));
    } catch (RepositoryNotFoundException e) {
      throw registry.missing(path);
    }
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
