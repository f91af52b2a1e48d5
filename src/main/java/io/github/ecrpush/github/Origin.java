package io.github.ecrpush.github;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Where a change came from, which decides what GitHub trusts its job with.
public enum Origin {
  /// The repository itself: a push, a tag, a schedule, a pull request from a branch of its own.
  REPOSITORY,
  /// A pull request from a fork.
  FORK,
  /// Dependabot, whose jobs GitHub treats as those of a fork.
  DEPENDABOT;

  private static final String DEPENDABOT_ACTOR = "dependabot[bot]";

  /// As far as the environment and the event tell; when they tell nothing, [#REPOSITORY].
  static Origin of(RunnerEnvironment environment) {
    if (environment.eventName().equals("pull_request_target")) {
      return REPOSITORY; // runs with the rights of the repository, whoever opened it
    }
    if (environment.actor().equals(DEPENDABOT_ACTOR)) {
      return DEPENDABOT;
    }
    return environment.eventName().startsWith("pull_request") && isFork(environment)
        ? FORK
        : REPOSITORY;
  }

  private static boolean isFork(RunnerEnvironment environment) {
    var head = headOfPullRequest(environment.eventPath());
    if (head.isMissing()) {
      return false;
    }
    var name = head.at("repo").at("full_name").text(); // missing when the fork was deleted
    return name.map(full -> !full.equalsIgnoreCase(environment.repository())).orElse(true);
  }

  private static JsonTree headOfPullRequest(String eventPath) {
    try (var event = new BufferedInputStream(Files.newInputStream(Path.of(eventPath)))) {
      return Json.part(event, "pull_request", "head");
    } catch (IOException | InvalidPathException | JsonException _) { // then it tells nothing
      return new JsonTree(null);
    }
  }
}
