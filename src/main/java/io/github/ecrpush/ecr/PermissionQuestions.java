package io.github.ecrpush.ecr;

import io.github.ecrpush.aws.AwsMessage;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.image.RepositoryPath;
import java.util.ArrayList;
import java.util.List;
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

  List<Permission> answers(List<Grant> grants) throws InterruptedException {
    var arn = new RepositoryCall(registry, path).arn();
    var subject = new PermissionProbes.Subject(path, registry.account().id(), arn);
    var asked = new ArrayList<Parallel.Task<Permission>>();
    try (var questions = new Parallel()) {
      for (var grant : grants) {
        var resource = String.join(", ", grant.resources());
        for (var action : grant.actions()) {
          asked.add(questions.start(action, () -> permission(action, resource, subject)));
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
    var question = EcrFailures.Question.repository(path, registry.server());
    var probe = PermissionProbes.of(action);
    if (action.equals(LOGIN)) { // it is asked once for all repositories
      return new Permission(action, resource, answer(registry::login));
    }
    return new Permission(
        action,
        resource,
        probe.isPresent()
            ? answer(
                () -> registry.ask(question, () -> probe.get().make(registry.client(), subject)))
            : PermissionProbes.unknown());
  }

  /// Something that only succeeds when we may do it.
  @FunctionalInterface
  private interface Probe {
    Object make() throws InterruptedException;
  }

  /// What ECR says of the thing that was asked for, it says to whoever may ask. Only such an answer
  /// is one of the kinds that its model names.
  private static Permission.Answer answer(Probe probe) throws InterruptedException {
    try {
      var _ = probe.make();
      return new Permission.Answer.Allowed();
    } catch (RepositoryNotFoundException e) {
      return new Permission.Answer.Unknown("the repository is not there");
    } catch (FailureException e) {
      if (!(e.getCause() instanceof EcrException refusal)) {
        throw e;
      }
      var denial = Denial.in(AwsMessage.of(refusal));
      if (denial.isPresent()) {
        return new Permission.Answer.Denied(denial.get().reason(), denial.get().isExplicit());
      }
      boolean modelled = !refusal.getClass().equals(EcrException.class);
      if (!modelled || refusal.statusCode() >= 500) {
        throw e;
      }
      return new Permission.Answer.Allowed();
    }
  }
}
