package io.github.ecrpush.aws;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import java.nio.file.Path;

/// The words for a container or machine whose platform gives it no role.
final class ContainerFailures {

  private static final String WHAT = "Could not get the role that this container was given.";
  private static final String PLATFORM = "the container's platform";

  private ContainerFailures() {}

  static FailureException addressRefused(String variable) {
    return new FailureException(
        new Failure.Misconfigured(
            new Explanation(
                "container-role-address-refused",
                WHAT,
                """
                `%s` names a place that is not asked: without TLS, only the platform itself is (this
                machine, `169.254.170.2` for ECS, `169.254.170.23` and `fd00:ec2::23` for EKS),
                because the request carries a password.\
                """
                    .formatted(variable),
                "Leave the variable as ECS or EKS sets it, or name an address that begins with"
                    + " `https://`."),
            variable));
  }

  static FailureException tokenUnreadable(Path file) {
    return new FailureException(
        new Failure.Misconfigured(
            new Explanation(
                "container-role-token-unreadable",
                WHAT,
                "`%s` names the file `%s`, and it is not there, may not be read, or holds no token."
                    .formatted(ContainerRole.TOKEN_FILE, file),
                "Mount the file into the container that runs this, as EKS does for pods whose service"
                    + " account has a Pod Identity association."),
            ContainerRole.TOKEN_FILE));
  }

  /// The value is not shown: it is a secret.
  static FailureException tokenUnusable() {
    return new FailureException(
        new Failure.Misconfigured(
            new Explanation(
                "container-role-token-unusable",
                WHAT,
                "`%s` holds a line break or another character that no token has."
                    .formatted(ContainerRole.TOKEN),
                "Hand the variable on as the platform sets it."),
            ContainerRole.TOKEN));
  }

  static FailureException refused(int status) {
    return new FailureException(
        new Failure.AccessDenied(
            new Explanation(
                "container-role-refused",
                WHAT,
                "The platform answered with status %d.".formatted(status),
                """
                On EKS, look whether the pod's service account has an association, and start the pod
                again after making one:

                    aws eks list-pod-identity-associations --cluster-name NAME

                On ECS, look whether the task definition names a `taskRoleArn`.\
                """),
            PLATFORM));
  }

  static FailureException silent(String host) {
    return new FailureException(
        new Failure.Unavailable(
            new Explanation(
                "container-role-silent",
                WHAT,
                "Nobody answered at `%s`.".formatted(host),
                "On EKS, look whether the agent runs on the node:"
                    + " `kubectl -n kube-system get daemonset eks-pod-identity-agent`."),
            PLATFORM));
  }

  static FailureException unreadable() {
    return new FailureException(
        new Failure.Unavailable(
            new Explanation(
                "container-role-answer-unreadable",
                WHAT,
                "The platform answered, but with no credentials in it.",
                "Look whether a proxy answers in the place of the platform."),
            PLATFORM));
  }

  /// A container is one network hop further away than the machine it runs on.
  static FailureException instanceSilent(Throwable cause) {
    return new FailureException(
        new Failure.Misconfigured(
            new Explanation(
                "aws-instance-role-missing",
                "Could not tell AWS who we are.",
                """
                This machine is one of EC2, and its metadata service gave no role (IMDSv2): either
                the machine has none, or the answer may not travel as far as into a container.\
                """,
                """
                Give the machine an instance profile, and let answers go two hops:

                    aws ec2 modify-instance-metadata-options --instance-id ID \\
                      --http-put-response-hop-limit 2 --http-tokens required

                In a GitHub workflow, a role in `role-to-assume` needs neither.\
                """),
            "role-to-assume"),
        cause);
  }
}
