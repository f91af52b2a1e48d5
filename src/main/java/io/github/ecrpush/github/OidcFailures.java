package io.github.ecrpush.github;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.failure.ProxyFailures;
import io.github.ecrpush.http.ConnectionProblem;
import io.github.ecrpush.http.HttpStatusException;
import io.github.ecrpush.http.ProxyException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/// The words for a job that gets no identity token from GitHub.
final class OidcFailures {

  private static final String GITHUB = "GitHub";
  private static final String WHAT = "Could not ask GitHub for an identity token.";

  private OidcFailures() {}

  /// Nothing in the environment says where to ask. The reason depends on who started the job.
  static FailureException noEndpoint(RunnerEnvironment environment) {
    if (!environment.onGitHub()) {
      return notOnGitHub();
    }
    return switch (environment.origin()) {
      case REPOSITORY -> permissionMissing();
      case FORK -> forkPullRequest();
      case DEPENDABOT -> dependabotPullRequest();
    };
  }

  static FailureException permissionMissing() {
    return denied(
        "oidc-permission-missing",
        "This job has no `id-token: write` permission, so GitHub gave it no token endpoint.",
        """
        Add this to the job in your workflow, and to the job that calls it when it is a reusable
        workflow. What is not listed in `permissions` is taken away:

            permissions:
              id-token: write
              contents: read
        """);
  }

  static FailureException forkPullRequest() {
    return denied(
        "oidc-fork-pull-request",
        """
        This job runs for a pull request from a fork, and GitHub gives such jobs no identity,
        whatever the workflow permits.\
        """,
        """
        Build without pushing when the pull request comes from a fork, and push after the merge:

            with:
              push: ${{ github.event.pull_request.head.repo.full_name == github.repository }}
        """);
  }

  static FailureException dependabotPullRequest() {
    return denied(
        "oidc-dependabot-pull-request",
        """
        This job was started by Dependabot, and GitHub treats such jobs like those of a fork:
        they get no identity, whatever the workflow permits.\
        """,
        """
        Build without pushing when Dependabot started the job, and push after the merge:

            with:
              push: ${{ github.actor != 'dependabot[bot]' }}
        """);
  }

  static FailureException notOnGitHub() {
    return new FailureException(
        new Failure.Misconfigured(
            new Explanation(
                "oidc-not-on-github",
                WHAT,
                """
                `role-to-assume` is assumed with a token from GitHub, and this is no GitHub job:
                `ACTIONS_ID_TOKEN_REQUEST_URL` and `ACTIONS_ID_TOKEN_REQUEST_TOKEN` are not set.\
                """,
                """
                Leave `role-to-assume` out and let a profile give the identity:

                    AWS_PROFILE=my-profile ecr-push push …
                """),
            "role-to-assume"));
  }

  /// The value is not shown: it is a secret.
  static FailureException requestTokenUnusable() {
    return new FailureException(
        new Failure.Misconfigured(
            new Explanation(
                "oidc-request-token-unusable",
                WHAT,
                "`%s` holds a line break or another character that no token has."
                    .formatted(RunnerEnvironment.REQUEST_TOKEN),
                "Hand the variable on as the runner sets it, or leave it to the runner."),
            RunnerEnvironment.REQUEST_TOKEN));
  }

  static FailureException refused(URI endpoint, HttpStatusException e) {
    return new FailureException(
        denied(
                "oidc-endpoint-refused",
                "The token endpoint at `%s` refused the job's request token (status %d)."
                    .formatted(endpoint.getAuthority(), e.status()),
                """
                Run the job again: a request token ends with its job, so it cannot be kept or
                handed from one job to another.\
                """)
            .failure(),
        e);
  }

  static FailureException unavailable(URI endpoint, IOException e) {
    if (e instanceof ProxyException proxy) {
      var server = "the token endpoint at `%s`".formatted(endpoint.getAuthority());
      return new FailureException(ProxyFailures.of(WHAT, server, proxy.proxy(), proxy.status()), e);
    }
    return ConnectionProblem.of(e).equals(Optional.of(ConnectionProblem.NOT_TRUSTED))
        ? notTrusted(endpoint, e)
        : outOfOrder(endpoint, e);
  }

  private static FailureException notTrusted(URI endpoint, IOException e) {
    return new FailureException(
        new Failure.Misconfigured(
            new Explanation(
                "oidc-certificate-not-trusted",
                WHAT,
                "The token endpoint at `%s` showed a certificate that this machine does not trust."
                    .formatted(endpoint.getAuthority()),
                """
                When a proxy of your company stands in between, add its certificate authority:

                    AWS_CA_BUNDLE=/path/to/ca.pem

                Otherwise do not go on: somebody else may be answering.\
                """),
            "AWS_CA_BUNDLE"),
        e);
  }

  private static FailureException outOfOrder(URI endpoint, IOException e) {
    return new FailureException(
        new Failure.Unavailable(
            new Explanation(
                "oidc-endpoint-unavailable",
                WHAT,
                "The token endpoint at `%s` %s, and trying again did not help."
                    .formatted(endpoint.getAuthority(), reason(e)),
                """
                Run the job again. When it fails again, look at https://www.githubstatus.com, and
                at `HTTPS_PROXY` when this is a runner of your own.\
                """),
            GITHUB),
        e);
  }

  static FailureException unreadable(URI endpoint) {
    return new FailureException(
        new Failure.Unavailable(
            new Explanation(
                "oidc-answer-unreadable",
                WHAT,
                "The token endpoint at `%s` answered, but with no token in it."
                    .formatted(endpoint.getAuthority()),
                """
                Run the job again. When this is a runner of your own, look whether a proxy answers
                in GitHub's place.\
                """),
            GITHUB));
  }

  static FailureException addressUnreadable() {
    return new FailureException(
        new Failure.Misconfigured(
            new Explanation(
                "oidc-address-unreadable",
                WHAT,
                "`ACTIONS_ID_TOKEN_REQUEST_URL` does not hold a web address.",
                "Leave the variable as the runner sets it."),
            "ACTIONS_ID_TOKEN_REQUEST_URL"));
  }

  private static String reason(IOException e) {
    return switch (e) {
      case HttpStatusException status -> "answered with status " + status.status();
      case java.net.UnknownHostException _ -> "has a name that could not be resolved";
      case java.net.SocketTimeoutException _ -> "did not answer in time";
      case java.net.ConnectException _ -> "refused the connection";
      default -> "broke the connection";
    };
  }

  private static FailureException denied(String id, String why, String fix) {
    return new FailureException(
        new Failure.AccessDenied(new Explanation(id, WHAT, why, fix), GITHUB));
  }
}
