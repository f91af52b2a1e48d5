package io.github.ecrpush.operation;

import io.github.ecrpush.aws.JobSubject;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.git.WorkingTree;
import io.github.ecrpush.github.RunnerEnvironment;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds out what a token would say of the job, without asking for one: in a job from the runner's
/// variables, elsewhere from what git knows.
public final class WorkflowJobReader {

  private static final String GITHUB = "github.com";
  private static final String TENANTS = ".ghe.com";

  private static final Pattern CALLED_WORKFLOW =
      Pattern.compile(
          "[^/\\s]+/[^/\\s]+/\\.github/workflows/[^/@\\s]+\\.ya?ml@(?:refs/\\S+|[0-9a-f]{40})");

  private final RunnerEnvironment runner;
  private final Optional<WorkingTree> tree;

  public WorkflowJobReader(RunnerEnvironment runner, Optional<WorkingTree> tree) {
    this.runner = runner;
    this.tree = tree;
  }

  WorkflowJob read(PolicyWish wish) {
    var repository = repository();
    wish.environment().ifPresent(WorkflowJobReader::mustBeAnEnvironment);
    var context = context(wish.environment());
    var subject = new JobSubject(repository.owner(), repository.name(), context);
    var subjects = new ArrayList<String>();
    if (wish.subject().hasNames()) {
      subjects.add(subject.classic());
    }
    if (wish.subject().hasNumbers()) {
      subjects.add(
          subject.immutable(
              number(runner.repositoryOwnerId(), repository),
              number(runner.repositoryId(), repository)));
    }
    var ref = wish.environment().isPresent() && !isPullRequest() ? ref() : Optional.<String>empty();
    return new WorkflowJob(
        issuer(repository.host()),
        subjects,
        ref,
        wish.calledWorkflow().map(WorkflowJobReader::called));
  }

  private static void mustBeAnEnvironment(String name) {
    if (name.isBlank() || name.lines().count() > 1) {
      throw new FailureException(PolicyFailures.environmentMalformed());
    }
  }

  /// A name that no token can have would let nobody in.
  private static String called(String written) {
    if (!CALLED_WORKFLOW.matcher(written).matches()) {
      throw new FailureException(PolicyFailures.workflowMalformed(written));
    }
    return written;
  }

  private SourceRepository repository() {
    var found =
        runner.repository().isEmpty()
            ? tree.flatMap(WorkingTree::origin).flatMap(SourceRepository::parse)
            : SourceRepository.parse(serverUrl() + "/" + runner.repository());
    return found.orElseThrow(() -> new FailureException(PolicyFailures.repositoryUnknown()));
  }

  private String serverUrl() {
    return runner.serverUrl().isEmpty() ? "https://" + GITHUB : runner.serverUrl();
  }

  /// What comes first in a subject is what it has: an environment hides the branch.
  private String context(Optional<String> environment) {
    if (environment.isPresent()) {
      return JobSubject.ENVIRONMENT + escaped(environment.get());
    }
    if (isPullRequest()) {
      return JobSubject.PULL_REQUEST;
    }
    var ref = ref().orElseThrow(() -> new FailureException(PolicyFailures.branchUnknown()));
    return JobSubject.REF + escaped(ref);
  }

  private static String escaped(String value) {
    return value.replace(":", "%3A");
  }

  private boolean isPullRequest() {
    return runner.eventName().equals("pull_request");
  }

  private Optional<String> ref() {
    return Optional.of(runner.ref())
        .filter(ref -> !ref.isEmpty())
        .or(() -> tree.flatMap(WorkingTree::branch).map(branch -> "refs/heads/" + branch));
  }

  private static String number(String id, SourceRepository repository) {
    if (id.isEmpty()) {
      throw new FailureException(PolicyFailures.numbersUnknown(repository.toString()));
    }
    return id;
  }

  private static String issuer(String host) {
    if (host.equals(GITHUB)) {
      return "https://token.actions.githubusercontent.com";
    }
    return host.endsWith(TENANTS)
        ? "https://token.actions." + host
        : "https://%s/_services/token".formatted(host);
  }
}
