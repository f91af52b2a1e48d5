package io.github.ecrpush.ecr;

import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.concurrent.Deadline;
import io.github.ecrpush.ecr.settings.LifecyclePolicy;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyPreviewResponse;
import software.amazon.awssdk.services.ecr.model.ImageActionType;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewInProgressException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewNotFoundException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewResult;

/// What a lifecycle policy would do to the images of a repository. ECR works it out and changes
/// nothing.
///
/// @param expiring how many images it would remove
/// @param ours those of this run's tags whose images are among them
record LifecyclePreview(int expiring, List<Tag> ours) {

  private static final Optional<GetLifecyclePolicyPreviewResponse> NOT_YET = Optional.empty();
  private static final Duration LONGEST = Duration.ofSeconds(100);
  private static final int PAGE = 100;
  private static final Backoff PAUSE = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));

  LifecyclePreview {
    ours = List.copyOf(ours);
  }

  /// Has ECR work it out, and waits for it.
  static LifecyclePreview of(RepositoryCall call, LifecyclePolicy policy, List<Tag> tags)
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
              return read(call, first.get(), tags);
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
            "preview the lifecycle policy of",
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
        "preview the lifecycle policy of",
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

  private static LifecyclePreview read(
      RepositoryCall call, GetLifecyclePolicyPreviewResponse first, List<Tag> tags)
      throws InterruptedException {
    int expiring = 0;
    var ours = new ArrayList<Tag>();
    var page = Optional.of(first);
    while (page.isPresent()) {
      expiring += (int) expiring(page.get()).count();
      expiring(page.get())
          .flatMap(image -> tags.stream().filter(tag -> image.imageTags().contains(tag.value())))
          .forEach(ours::add);
      var token = Optional.ofNullable(page.get().nextToken());
      page = token.isPresent() ? page(call, token) : Optional.empty();
    }
    return new LifecyclePreview(expiring, ours);
  }

  private static Stream<LifecyclePolicyPreviewResult> expiring(
      GetLifecyclePolicyPreviewResponse page) {
    return page.previewResults().stream()
        .filter(image -> image.action().type() == ImageActionType.EXPIRE);
  }
}
