package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;

/// The words for wishes about a repository that cannot be read.
final class RepositoryWishFailures {

  private RepositoryWishFailures() {}

  static Failure twoPolicies() {
    return new Failure.Misconfigured(
        new Explanation(
            "repository-policy-twice",
            "The inputs `repository-policy` and `pull-from` were both given.",
            "A repository has one policy. `pull-from` writes one that lets others pull, and"
                + " `repository-policy` is one that was written by hand.",
            "Leave one of them out. Who is in `pull-from` can be named in the file as well."),
        "pull-from");
  }

  static Failure onlyInEcr() {
    return new Failure.Misconfigured(
        new Explanation(
            "settings-only-in-ecr",
            "The input `registry` was given together with settings of a repository.",
            "A registry that is named by its host is not asked about its repositories; only ECR"
                + " has these settings.",
            "Leave `registry` out to push to ECR, or leave out `create-repository`, `on-drift` and"
                + " the settings."),
        "registry");
  }
}
