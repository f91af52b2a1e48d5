package io.github.ecrpush.ecr;

import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.concurrent.Deadline;
import io.github.ecrpush.ecr.settings.LifecyclePolicy;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.RawManifest;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.registry.Manifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyPreviewResponse;
import software.amazon.awssdk.services.ecr.model.ImageActionType;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewInProgressException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewNotFoundException;

/// What a lifecycle policy would do to the images of a repository. ECR works it out and changes
/// nothing.
///
/// @param expiring the images that it would remove, as they are before this run's push
public record LifecyclePreview(LifecyclePolicy policy, List<Expiring> expiring) {

  private static final String PREVIEW = "preview the lifecycle policy of";
  private static final Optional<GetLifecyclePolicyPreviewResponse> NOT_YET = Optional.empty();
  private static final Duration LONGEST = Duration.ofSeconds(100);
  private static final int PAGE = 100;
  private static final Backoff PAUSE = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));

  /// An image that the policy would remove.
  public record Expiring(Digest digest, List<Tag> tags) {
    public Expiring {
      tags = List.copyOf(tags);
    }
  }

  public LifecyclePreview {
    expiring = List.copyOf(expiring);
  }

  /// The image that the run pushes, if the policy would remove it: one that is in the repository
  /// already does not get younger by a further tag. Once it has these tags, a rule about images
  /// without tags leaves it alone.
  Optional<Expiring> removed(RepositoryCall call, PushedImage pushed, List<Tag> tags)
      throws InterruptedException {
    var ours = digests(call, pushed);
    return expiring.stream()
        .filter(image -> ours.contains(image.digest))
        .filter(
            image -> policy.mayExpire(Stream.concat(image.tags.stream(), tags.stream()).toList()))
        .findFirst();
  }

  /// Where the engine cannot tell the digest beforehand, the configuration decides.
  private Set<Digest> digests(RepositoryCall call, PushedImage pushed) throws InterruptedException {
    if (pushed.manifest().isPresent()) {
      return Set.of(pushed.manifest().get());
    }
    var there =
        new ImageQuestions(call.registry(), call.path())
            .withDigests(expiring.stream().map(Expiring::digest).toList());
    return there.stream()
        .filter(manifest ->
            pushed.config().isPresent()
                && Manifest.singleOf(manifest).map(Manifest.Image::config).equals(pushed.config()))
        .map(RawManifest::digest)
        .collect(Collectors.toSet());
  }

  /// Has ECR work it out, and waits for it.
  static LifecyclePreview of(RepositoryCall call, LifecyclePolicy policy)
      throws InterruptedException {
    var deadline = Deadline.in(LONGEST);
    boolean started = false;
    for (int attempt = 1; !deadline.isOver(); attempt++) {
      started = started || start(call, policy);
      var first = started ? page(call, Optional.empty()) : NOT_YET;
      if (first.isPresent()) {
        switch (first.get().status()) {
          case COMPLETE -> {
            if (isOf(policy, first.get())) {
              return new LifecyclePreview(policy, read(call, first.get()));
            }
            started = false; // somebody else's came between
          }
          case IN_PROGRESS -> {}
          case EXPIRED, FAILED, UNKNOWN_TO_SDK_VERSION ->
              throw new FailureException(
                  RepositoryFailures.previewFailed(call.path(), first.get().statusAsString()));
        }
      }
      Thread.sleep(PAUSE.before(attempt, RandomGenerator.getDefault()));
    }
    throw new FailureException(RepositoryFailures.previewLate(call.path()));
  }

  /// Whether ECR begins now. It works on one preview for a repository at a time.
  private static boolean start(RepositoryCall call, LifecyclePolicy policy)
      throws InterruptedException {
    return call.ask(
            PREVIEW,
            ecr -> {
              try {
                ecr.startLifecyclePolicyPreview(request -> {
                  request.repositoryName(call.path().value()).lifecyclePolicyText(policy.text());
                  call.registryId().ifPresent(request::registryId);
                });
                return Optional.of(true);
              } catch (LifecyclePolicyPreviewInProgressException _) {
                return Optional.of(false);
              }
            })
        .orElse(false);
  }

  private static Optional<GetLifecyclePolicyPreviewResponse> page(
      RepositoryCall call, Optional<String> token) throws InterruptedException {
    return call.ask(
        PREVIEW,
        ecr -> {
          try {
            return Optional.of(
                ecr.getLifecyclePolicyPreview(request -> {
                  request.repositoryName(call.path().value()).maxResults(PAGE);
                  call.registryId().ifPresent(request::registryId);
                  token.ifPresent(request::nextToken);
                }));
          } catch (LifecyclePolicyPreviewNotFoundException _) {
            return Optional.empty();
          }
        });
  }

  private static boolean isOf(LifecyclePolicy policy, GetLifecyclePolicyPreviewResponse page) {
    var text = page.lifecyclePolicyText();
    try {
      return text == null || LifecyclePolicy.parse(text).isSameAs(policy);
    } catch (IllegalArgumentException _) {
      return false; // ours can be read
    }
  }

  private static List<Expiring> read(RepositoryCall call, GetLifecyclePolicyPreviewResponse first)
      throws InterruptedException {
    var images = new ArrayList<Expiring>();
    var page = Optional.of(first);
    while (page.isPresent()) {
      page.get().previewResults().stream()
          .filter(image -> image.action().type() == ImageActionType.EXPIRE)
          .map(image -> EcrAnswers.expiring(call.question(PREVIEW), image))
          .forEach(images::add);
      var token = Optional.ofNullable(page.get().nextToken());
      page = token.isPresent() ? page(call, token) : Optional.empty();
    }
    return images;
  }
}
