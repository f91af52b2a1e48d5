package io.github.ecrpush.ecr;

import io.github.ecrpush.image.RepositoryPath;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/// A call of ECR's API about one repository.
record RepositoryCall(EcrRegistry registry, RepositoryPath path) {

  /// The account to name, where ours is understood.
  Optional<String> registryId() {
    return registry.registryId();
  }

  /// What names the repository in policies, known before ECR says it.
  String arn() throws InterruptedException {
    return RepositoryAddress.arn(registry.region(), registry.account().id(), path);
  }

  EcrFailures.Question question(String verb) {
    return new EcrFailures.Question(
        "Could not %s the repository `%s` in %s.".formatted(verb, path, registry.server().region()),
        registry.server());
  }

  /// The repository as ECR describes it; nothing when there is none.
  Optional<Repository> describe() throws InterruptedException {
    return registry.descriptions().of(this);
  }

  /// Asks; nothing when there is no such repository.
  <T> Optional<T> ask(String verb, Function<EcrClient, Optional<T>> call)
      throws InterruptedException {
    try {
      return registry.ask(question(verb), () -> call.apply(registry.client()));
    } catch (RepositoryNotFoundException _) {
      return Optional.empty();
    }
  }

  void tell(String verb, Function<EcrClient, ?> call) throws InterruptedException {
    try {
      registry.ask(question(verb), () -> call.apply(registry.client()));
    } catch (RepositoryNotFoundException _) {
      throw registry.missing(path);
    }
  }

  /// ECR's answer in our words.
  RepositoryState state(Repository answer) {
    return EcrAnswers.repository(question("look at"), answer, registry.region());
  }
}
