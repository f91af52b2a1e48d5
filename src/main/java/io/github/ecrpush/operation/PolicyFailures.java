package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;

/// The words for policies that cannot be written.
final class PolicyFailures {

  private PolicyFailures() {}

  static Failure repositoryUnknown() {
    return new Failure.Misconfigured(
        new Explanation(
            "policy-repository-unknown",
            "Could not find out which repository the role is to let in.",
            "`GITHUB_REPOSITORY` is not set, and this folder is in no working tree of git whose"
                + " remote `origin` is on GitHub.",
            """
            Run it in a clone of the repository, or name it:

                GITHUB_REPOSITORY=octo/app GITHUB_REF=refs/heads/main ecr-push check policy …
            """),
        "GITHUB_REPOSITORY");
  }

  static Failure branchUnknown() {
    return new Failure.Misconfigured(
        new Explanation(
            "policy-branch-unknown",
            "Could not find out which branch the role is to let in.",
            "`GITHUB_REF` is not set, and no branch of git is checked out here.",
            """
            Check the branch out, or name it:

                GITHUB_REF=refs/heads/main ecr-push check policy …

            A job with `environment:` needs none: add `--environment NAME`.\
            """),
        "GITHUB_REF");
  }

  static Failure environmentMalformed() {
    return new Failure.Misconfigured(
        new Explanation(
            "policy-environment-malformed",
            "No job has the environment that `--environment` names.",
            "The name is empty, or has a line break in it.",
            "Write it as the job does, behind `environment:`. For a job without one, leave"
                + " `--environment` out."),
        "environment");
  }

  /// Only GitHub knows them.
  static Failure numbersUnknown(String repository) {
    return new Failure.Misconfigured(
        new Explanation(
            "policy-numbers-unknown",
            "Could not find out the numbers of the repository `" + repository + "`.",
            "A subject that stays when names change hands has them. A job finds them in"
                + " `GITHUB_REPOSITORY_ID` and `GITHUB_REPOSITORY_OWNER_ID`, which are not set here.",
            """
            Ask GitHub for both, and set them:

                gh api repos/%s --jq '"GITHUB_REPOSITORY_ID=\\(.id) GITHUB_REPOSITORY_OWNER_ID=\\(.owner.id)"'

            `--subject classic` does without them.\
            """
                .formatted(repository)),
        "subject");
  }

  static Failure workflowMalformed(String written) {
    return new Failure.Misconfigured(
        new Explanation(
            "policy-workflow-malformed",
            "No token names a called workflow `" + written + "`.",
            "It is named by its repository, its path and the ref that it is called by, in full.",
            """
            For `uses: octo/shared/.github/workflows/push.yml@main`, write:

                --job-workflow-ref octo/shared/.github/workflows/push.yml@refs/heads/main

            A tag begins with `refs/tags/`; a commit is its 40 digits. A job shows the name that its
            token has when the role refuses it.\
            """),
        "job-workflow-ref");
  }

  static Failure notNeeded() {
    return new Failure.Misconfigured(
        new Explanation(
            "policy-not-needed",
            "There is no policy to print.",
            "With these inputs nothing is pushed to ECR: AWS is asked nothing, and has nothing to"
                + " allow.",
            "Leave out `registry`, and `push: false` as well, to see what a push to ECR needs."),
        "registry");
  }
}
