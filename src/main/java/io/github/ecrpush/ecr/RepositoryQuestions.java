package io.github.ecrpush.ecr;

import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.ecr.settings.Encryption;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;

/// What ECR is asked about a repository: only for what is wished, and side by side.
final class RepositoryQuestions {

  /// A repository that another run creates meanwhile is there for one question and not for another.
  private static final int LOOKS = 3;

  private static final Optional<String> NOTHING = Optional.empty();
  private static final Map<String, String> NO_TAGS = Map.of();

  private final RepositoryCall call;

  RepositoryQuestions(RepositoryCall call) {
    this.call = call;
  }

  /// The repository with those of its settings that are wished; nothing when there is none.
  Optional<FoundRepository> find(RepositorySettings wish) throws InterruptedException {
    for (int look = 1; ; look++) {
      try (var questions = new Parallel()) {
        var repository = questions.start("repository", call::describe);
        var policy = questions.start("policy", () -> asked(wish.policy(), this::policy));
        var lifecycle =
            questions.start("lifecycle", () -> asked(wish.lifecycle(), this::lifecycle));
        var tags =
            questions.start(
                "tags", () -> wish.tags().isEmpty() ? Optional.of(NO_TAGS) : this.tags());
        questions.join();
        if (repository.await().isEmpty()) {
          return Optional.empty();
        }
        boolean whole =
            policy.await().isPresent() && lifecycle.await().isPresent() && tags.await().isPresent();
        if (whole || look == LOOKS) {
          return Optional.of(
              found(
                  repository.await().get(),
                  policy.await().orElse(NOTHING),
                  lifecycle.await().orElse(NOTHING),
                  tags.await().orElse(NO_TAGS)));
        }
      }
    }
  }

  private FoundRepository found(
      Repository answer,
      Optional<String> policy,
      Optional<String> lifecycle,
      Map<String, String> tags) {
    return new FoundRepository(
        call.state(answer),
        answer.imageScanningConfiguration() != null
            && Boolean.TRUE.equals(answer.imageScanningConfiguration().scanOnPush()),
        encryption(answer),
        policy.map(RepositoryQuestions::document),
        lifecycle,
        tags);
  }

  /// A question about a repository; its answer is missing when the repository is.
  @FunctionalInterface
  private interface Question {
    Optional<Optional<String>> ask() throws InterruptedException;
  }

  private static Optional<Optional<String>> asked(Optional<?> wish, Question question)
      throws InterruptedException {
    return wish.isEmpty() ? Optional.of(NOTHING) : question.ask();
  }

  private Optional<Optional<String>> policy() throws InterruptedException {
    return call.ask(
        "look at the policy of",
        ecr -> {
          try {
            return Optional.of(
                Optional.of(
                    ecr.getRepositoryPolicy(
                            request -> {
                              request.repositoryName(call.path().value());
                              call.registryId().ifPresent(request::registryId);
                            })
                        .policyText()));
          } catch (RepositoryPolicyNotFoundException _) {
            return Optional.of(NOTHING);
          }
        });
  }

  private Optional<Optional<String>> lifecycle() throws InterruptedException {
    return call.ask(
        "look at the lifecycle policy of",
        ecr -> {
          try {
            return Optional.of(
                Optional.of(
                    ecr.getLifecyclePolicy(
                            request -> {
                              request.repositoryName(call.path().value());
                              call.registryId().ifPresent(request::registryId);
                            })
                        .lifecyclePolicyText()));
          } catch (LifecyclePolicyNotFoundException _) {
            return Optional.of(NOTHING);
          }
        });
  }

  private Optional<Map<String, String>> tags() throws InterruptedException {
    var arn = call.arn();
    return call.ask(
        "look at the tags of",
        ecr -> {
          Map<String, String> tags = new LinkedHashMap<>();
          ecr.listTagsForResource(request -> request.resourceArn(arn))
              .tags()
              .forEach(tag -> tags.put(tag.key(), tag.value()));
          return Optional.of(tags);
        });
  }

  /// Whether it holds no image at all.
  boolean isEmpty() throws InterruptedException {
    return call.ask(
            "list the images of",
            ecr ->
                Optional.of(
                    ecr.listImages(
                            request -> {
                              request.repositoryName(call.path().value()).maxResults(1);
                              call.registryId().ifPresent(request::registryId);
                            })
                        .imageIds()
                        .isEmpty()))
        .orElse(true);
  }

  private static Optional<Encryption> encryption(Repository answer) {
    var found = answer.encryptionConfiguration();
    if (found == null) {
      return Optional.of(new Encryption(Encryption.Type.AES256, Optional.empty()));
    }
    try {
      return Optional.of(
          new Encryption(
              Encryption.Type.valueOf(found.encryptionTypeAsString()),
              Optional.ofNullable(found.kmsKey())));
    } catch (IllegalArgumentException _) { // ECR has learned another one
      return Optional.empty();
    }
  }

  private static JsonTree document(String text) {
    try {
      return Json.parse(text);
    } catch (JsonException _) { // then it is none of ours
      return new JsonTree(text);
    }
  }
}
