package io.github.ecrpush.github;

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
    var head = new EventFile(environment.eventPath()).part("pull_request", "head");
    if (head.isMissing()) {
      return false;
    }
    var name = head.at("repo").at("full_name").text(); // missing when the fork was deleted
    return name.map(full -> !full.equalsIgnoreCase(environment.repository())).orElse(true);
  }
}
