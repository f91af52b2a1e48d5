package io.github.ecrpush.ecr;

import io.github.ecrpush.aws.AwsMessage;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.image.RepositoryPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/// What ECR is asked to learn what we may do to a repository, side by side.
final class PermissionQuestions {

  static final String LOGIN = "ecr:GetAuthorizationToken";

  private final EcrRegistry registry;
  private final RepositoryPath path;

  PermissionQuestions(EcrRegistry registry, RepositoryPath path) {
    this.registry = registry;
    this.path = path;
  }

  /// @param done actions that need no question
  List<Permission> answers(List<Grant> grants, Set<String> done) throws InterruptedException {
    var arn = new RepositoryCall(registry, path).arn();
    var subject = new PermissionProbes.Subject(path, registry.account().id(), arn);
    var asked = new ArrayList<Parallel.Task<Permission>>();
    try (var questions = new Parallel()) {
      for (var grant : grants) {
        var resource = String.join(", ", grant.resources());
        for (var action : grant.actions()) {
          asked.add(
              done.contains(action)
                  ? Parallel.done(new Permission(action, resource, new Permission.Answer.Allowed()))
                  : questions.start(action, () -> permission(action, resource, subject)));
        }
      }
      questions.join();
      var permissions = new ArrayList<Permission>();
      for (var task : asked) {
        permissions.add(task.await());
      }
      return permissions;
    }
  }

  private Permission permission(String action, String resource, PermissionProbes.Subject subject)
      throws InterruptedException {
    return new Permission(action, resource, answer(action, subject));
  }

  private Permission.Answer answer(String action, PermissionProbes.Subject subject)
      throws InterruptedException {
    if (action.equals(LOGIN)) { // it is asked once for all repositories
      return login();
    }
    var probe = PermissionProbes.of(action);
    if (probe.isEmpty()) {
      return PermissionProbes.unknown();
    }
    try {
      var _ = registry.call(() -> probe.get().make(registry.client(), subject));
      return new Permission.Answer.Allowed();
    } catch (RepositoryNotFoundException e) {
      return new Permission.Answer.Unknown("the repository is not there");
    } catch (SdkException e) {
      return answer(e)
          .orElseThrow(() -> {
            var question = EcrFailures.Question.repository(path, registry.server());
            return EcrFailures.of(question, e);
          });
    }
  }

  private Permission.Answer login() throws InterruptedException {
    try {
      var _ = registry.login();
      return new Permission.Answer.Allowed();
    } catch (FailureException e) {
      if (e.getCause() instanceof SdkException said) {
        return answer(said).orElseThrow(() -> e);
      }
      throw e;
    }
  }

  /// What ECR says of the thing that was asked for, it says to whoever may ask. Only such an answer
  /// is one of the kinds that its model names.
  private static Optional<Permission.Answer> answer(SdkException said) {
    if (!(said instanceof EcrException refusal)) {
      return Optional.empty();
    }
    var denial = Denial.in(AwsMessage.of(refusal));
    if (denial.isPresent()) {
      return Optional.of(
          new Permission.Answer.Denied(denial.get().reason(), denial.get().isExplicit()));
    }
    boolean modelled = !refusal.getClass().equals(EcrException.class);
    return modelled && refusal.statusCode() < 500
        ? Optional.of(new Permission.Answer.Allowed())
        : Optional.empty();
  }
}
