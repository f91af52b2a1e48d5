package io.github.ecrpush.github;

import io.github.ecrpush.json.JsonTree;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// The event that a job runs for. What cannot be read of it is nothing.
public final class GitHubEvent {

  private static final String BRANCHES = "refs/heads/";
  private static final String PULL_REQUEST = "pull_request";

  private final RunnerEnvironment runner;
  private final EventFile event;

  private GitHubEvent(RunnerEnvironment runner) {
    this.runner = runner;
    this.event = new EventFile(runner.eventPath());
  }

  /// The event of the job that we run in.
  public static GitHubEvent of(RunnerEnvironment runner) {
    return new GitHubEvent(runner);
  }

  /// Why it, or the rest of it, cannot be read: a whole sentence.
  public Optional<String> problem() {
    return event.isBroken()
        ? Optional.of(
            "The file of the job's event, `GITHUB_EVENT_PATH`, cannot be read to its end: names and labels may lack what it says.")
        : Optional.empty();
  }

  /// What the run is for. A `pull_request_target` runs on the branch that it goes to, and is for
  /// the pull request all the same.
  public String ref() {
    if (!runner.eventName().equals("pull_request_target")) {
      return runner.ref();
    }
    return event
        .part("number")
        .number()
        .or(() -> event.part(PULL_REQUEST, "number").number())
        .map("refs/pull/%d/merge"::formatted)
        .orElse(runner.ref());
  }

  /// The commit at the head of the pull request.
  public Optional<String> headSha() {
    return runner.eventName().startsWith(PULL_REQUEST)
        ? event.part(PULL_REQUEST, "head", "sha").text()
        : Optional.empty();
  }

  /// The branch that a pull request goes to, or that a tag was pushed from, as far as GitHub says.
  public String baseRef() {
    return event
        .part(PULL_REQUEST, "base", "ref")
        .text()
        .or(() -> event.part("base_ref").text())
        .map(name -> name.startsWith(BRANCHES) ? name.substring(BRANCHES.length()) : name)
        .orElse(runner.baseRef());
  }

  /// When a commit was made, if the event brought it along.
  public Optional<Instant> dateOf(String sha) {
    return dateOf(sha, event.part("head_commit"))
        .or(() ->
            runner.eventName().equals("push")
                ? event.part("commits").elements().stream()
                    .flatMap(commit -> dateOf(sha, commit).stream())
                    .findFirst()
                : Optional.empty());
  }

  private static Optional<Instant> dateOf(String sha, JsonTree commit) {
    return commit
        .at("id")
        .text()
        .filter(sha::equals)
        .flatMap(_ -> commit.at("timestamp").text())
        .flatMap(GitHubEvent::instant);
  }

  /// The repository, as far as the event says something of it.
  public GitHubRepository repository() {
    return new GitHubRepository(event.part("repository"));
  }

  /// Whether GitHub runs such an event on the default branch only.
  public boolean runsOnDefaultBranch() {
    return switch (runner.eventName()) {
      case "schedule",
          "repository_dispatch",
          "workflow_run",
          "issues",
          "issue_comment",
          "discussion",
          "discussion_comment",
          "milestone",
          "label",
          "watch",
          "fork",
          "gollum",
          "public",
          "status",
          "check_run",
          "check_suite",
          "branch_protection_rule" ->
          true;
      default -> false;
    };
  }

  /// A time as GitHub writes it.
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
