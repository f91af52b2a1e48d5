package io.github.ecrpush.aws;

import java.util.Optional;

/// The subject of a GitHub token in one of its two usual forms: `repo:octo/app:ref:…`, or, with
/// numbers that stay when names change hands, `repo:octo@17/app@42:ref:…`.
///
/// @param ownerId empty in the older form
/// @param repositoryId empty in the older form
/// @param context what the job runs for: `ref:refs/heads/main`, `pull_request`, `environment:prod`
public record JobSubject(
    String owner, String ownerId, String repository, String repositoryId, String context) {

  public static final String ENVIRONMENT = "environment:";
  public static final String REF = "ref:";
  public static final String PULL_REQUEST = "pull_request";

  /// That of a job in a repository, without numbers.
  public JobSubject(String owner, String repository, String context) {
    this(owner, "", repository, "", context);
  }

  /// Reads a subject, or a pattern for some; nothing when an organisation has given it a form of
  /// its own.
  static Optional<JobSubject> parse(String subject) {
    var whole = subject.split(":", 3).length == 2 && subject.endsWith("*");
    var parts = (whole ? subject + ":*" : subject).split(":", 3);
    if (parts.length != 3 || !parts[0].equals("repo")) {
      return Optional.empty();
    }
    var names = parts[1].split("/", 2);
    if (names.length != 2 || names[0].isEmpty() || names[1].isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new JobSubject(
            name(names[0]), number(names[0]), name(names[1]), number(names[1]), parts[2]));
  }

  private static String name(String text) {
    int at = text.lastIndexOf('@');
    return at < 0 ? text : text.substring(0, at);
  }

  private static String number(String text) {
    int at = text.lastIndexOf('@');
    return at < 0 ? "" : text.substring(at + 1);
  }

  boolean isImmutable() {
    return !ownerId.isEmpty() && !repositoryId.isEmpty();
  }

  /// The same job without numbers.
  public String classic() {
    return "repo:%s/%s:%s".formatted(owner, repository, context);
  }

  /// The same job with numbers.
  public String immutable(String ownerNumber, String repositoryNumber) {
    return "repo:%s@%s/%s@%s:%s"
        .formatted(owner, ownerNumber, repository, repositoryNumber, context);
  }

  /// The repository by its names: `octo/app`.
  String names() {
    return owner + "/" + repository;
  }

  boolean isIn(String kind) {
    return context.startsWith(kind);
  }
}
