package io.github.ecrpush.github;

import io.github.ecrpush.file.SmallFile;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// The event that a job runs for. What cannot be read of it is nothing.
public final class GitHubEvent {

  /// GitHub's own limit is lower.
  private static final int LARGEST = 32 << 20;

  private static final String BRANCHES = "refs/heads/";
  private static final String PULL_REQUEST = "pull_request";

  private final RunnerEnvironment runner;
  private final JsonTree payload;

  private GitHubEvent(RunnerEnvironment runner, JsonTree payload) {
    this.runner = runner;
    this.payload = payload;
  }

  /// The event of the job that we run in.
  public static GitHubEvent of(RunnerEnvironment runner) {
    return new GitHubEvent(runner, payload(runner.eventPath()));
  }

  private static JsonTree payload(String path) {
    if (path.isEmpty()) {
      return new JsonTree(null);
    }
    try {
      return Json.parse(SmallFile.bytes(Path.of(path), LARGEST));
    } catch (IOException | InvalidPathException | JsonException _) {
      return new JsonTree(null);
    }
  }

  /// What the run is for. A `pull_request_target` runs on the branch that it goes to, and is for
  /// the pull request all the same.
  public String ref() {
    var number = payload.at("number").number().or(() -> pullRequest().at("number").number());
    return runner.eventName().equals("pull_request_target") && number.isPresent()
        ? "refs/pull/%d/merge".formatted(number.get())
        : runner.ref();
  }

  /// The commit at the head of the pull request.
  public Optional<String> headSha() {
    return runner.eventName().startsWith(PULL_REQUEST)
        ? pullRequest().at("head").at("sha").text()
        : Optional.empty();
  }

  /// The branch that a pull request goes to, or that a tag was pushed from, as far as GitHub says.
  public String baseRef() {
    return pullRequest()
        .at("base")
        .at("ref")
        .text()
        .or(() -> payload.at("base_ref").text())
        .map(name -> name.startsWith(BRANCHES) ? name.substring(BRANCHES.length()) : name)
        .orElse(runner.baseRef());
  }

  /// When a commit was made, if the event brought it along.
  public Optional<Instant> dateOf(String sha) {
    var head = payload.at("head_commit");
    return payload.at("commits").elements().stream()
        .filter(commit -> commit.at("id").text().equals(Optional.of(sha)))
        .findFirst()
        .or(() -> Optional.of(head).filter(it -> it.at("id").text().equals(Optional.of(sha))))
        .flatMap(commit -> commit.at("timestamp").text())
        .flatMap(GitHubEvent::instant);
  }

  /// The repository, as far as the event says something of it.
  public GitHubRepository repository() {
    return new GitHubRepository(payload.at("repository"));
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

  private JsonTree pullRequest() {
    return payload.at(PULL_REQUEST);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
