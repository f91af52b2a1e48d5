package io.github.ecrpush.operation;

import io.github.ecrpush.github.RunnerEnvironment;
import java.util.Optional;

/// What a run was started for.
///
/// @param repository of the source: `owner/name`; empty where it has none that we know
/// @param ref `refs/heads/main`; empty where it is not known
/// @param dirty whether the working tree had changes that no commit has, where that was looked at
/// @param workflow nothing outside of a job
public record RunSource(
    String repository,
    Optional<String> commit,
    String ref,
    Optional<Boolean> dirty,
    Optional<Workflow> workflow) {

  /// The run of a workflow.
  ///
  /// @param name what the workflow calls itself, or its file
  /// @param url the page of the run
  public record Workflow(String name, String event, String runId, String attempt, String url) {}

  /// What a runner says of the job, or what the working tree says where there is no runner.
  ///
  /// @param workflow the variable `GITHUB_WORKFLOW`
  /// @param branch what is checked out where no runner says it
  public static RunSource of(
      RunnerEnvironment runner,
      Optional<String> commit,
      Optional<String> branch,
      Optional<Boolean> dirty,
      String workflow) {
    var ref =
        runner.ref().isEmpty() ? branch.map(name -> "refs/heads/" + name).orElse("") : runner.ref();
    return new RunSource(runner.repository(), commit, ref, dirty, job(runner, workflow));
  }

  private static Optional<Workflow> job(RunnerEnvironment runner, String workflow) {
    if (runner.runId().isEmpty()) {
      return Optional.empty();
    }
    var url =
        "%s/%s/actions/runs/%s".formatted(runner.serverUrl(), runner.repository(), runner.runId());
    return Optional.of(
        new Workflow(workflow, runner.eventName(), runner.runId(), runner.runAttempt(), url));
  }
}
