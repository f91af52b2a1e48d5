package io.github.ecrpush.cli;

import io.github.ecrpush.input.Input;

/// What `--help` prints. Each fits a screen.
final class HelpText {

  static final String GENERAL =
      """
      ecr-push builds images with BuildKit and pushes them to Amazon ECR.

      Usage: ecr-push VERB [FLAGS]

        push      build an image, push it, and print its digest (the default verb)
        check     say what a push would meet, and change nothing
        sandbox   an ECR, STS and GitHub OIDC endpoint on loopback, to try everything

      Example:
        ecr-push push --repository team/app --aws-region eu-west-3 \\
          --role-to-assume arn:aws:iam::123456789012:role/push --context apps/api

      Outputs go to standard output as name=value, all else to standard error.
      `ecr-push VERB --help` shows the flags of a verb, `--version` the version.
      """;

  static final String CHECK =
      """
      ecr-push check says what a push would meet, and changes nothing.

      Usage: ecr-push check [identity|policy|tags] [FLAGS of push]

        check            who we are, what we may do, the repository, and its tags
        check identity   who we are, and whether we may do what the push needs
        check policy     the least IAM policy, trust policy and provider, to paste
        check tags       what the image is called and labelled

      --output json prints a document; policy and tags have --format for that. The exit code
      is that of the push. Example:
        ecr-push check --repository team/app --aws-region eu-west-3 \\
          --role-to-assume arn:aws:iam::123456789012:role/push
      """;

  static final String CHECK_POLICY =
      """
      ecr-push check policy prints the least that AWS has to allow, ready to paste: the
      policy and the trust policy of the role, and GitHub as identity provider.

      Usage: ecr-push check policy [FLAGS] [FLAGS of push]

        --format FORMAT      json, terraform or cloudformation (json)
        --verb VERB          what the job does: push or check (push)
        --subject FORM       how the trust policy names the repository: classic,
                             immutable (with numbers that stay), or both (classic)
        --environment NAME   the environment of the job, when it has one
        --job-workflow-ref OWNER/REPO/.github/workflows/FILE@REF
                             the reusable workflow that has the job, when it is in one

      It asks nobody anything: repository and branch are those of the job, or those of
      the working tree. Example:
        ecr-push check policy --format terraform --repository team/app \\
          --aws-region eu-west-3 --role-to-assume arn:aws:iam::123456789012:role/push
      """;

  static final String CHECK_TAGS =
      """
      ecr-push check tags prints what the image is called and labelled: its version, its
      tags as full references, its labels and its annotations.

      Usage: ecr-push check tags [FLAGS] [FLAGS of push]

        --format FORMAT      text or json (text)

      It asks neither AWS nor a registry nor an engine. Example:
        ecr-push check tags --repository team/app --registry registry.example \\
          --tags 'type=semver,pattern={{version}}' --tags type=sha --format json
      """;

  static final String SANDBOX =
      """
      ecr-push sandbox starts an ECR, STS and GitHub OIDC endpoint on loopback.

      Usage: ecr-push sandbox --data DIR --env-file FILE [FLAGS]

        --listen HOST:PORT   where to listen; port 0 takes a free one (127.0.0.1:0)
        --data DIR           folder that keeps images, repositories and keys
        --env-file FILE      file that is written with `export` lines for a shell
        --account ID         the account it plays (123456789012)
        --repository NAME    a repository to create; may come several times
        --trust FILE         trust policy of its roles (any repository of `octo`)
        --claims FILE        JSON that is merged over the claims of its OIDC tokens
        --keys FILE          static access keys that it also accepts
        --iam DIR            accounts with roles, users and policies, which it enforces
        --fault SPEC         something that goes wrong, such as
                             ecr:PutImage=throttle,times=2; may come several times
        --clock-offset TIME  how far its clock is ahead (+10m) or behind (-10m)
        --tls                serve HTTPS with a certificate of its own

      It prints `ready` when it answers, and ends on SIGTERM. Example:
        ecr-push sandbox --data /tmp/sandbox --env-file /tmp/sandbox.env --repository app &
        . /tmp/sandbox.env; ecr-push push --repository app \\
          --role-to-assume "$ECR_PUSH_SANDBOX_ROLE" --context apps/api
      """;

  private static final int FLAG_WIDTH = 24;

  private HelpText() {}

  static String push() {
    var text =
        new StringBuilder("ecr-push push builds an image, pushes it, and prints its digest.\n");
    text.append("\nUsage: ecr-push push --repository NAME [FLAGS]\n\n");
    for (var input : Input.values()) {
      line(text, "--" + input.key(), firstSentence(input.description()));
    }
    line(text, "--output text|json", "How outputs are printed.");
    text.append(
        """

        A value may stand in a file: `--build-args=@FILE`.

        Example:
          ecr-push push --repository team/app --aws-region eu-west-3 --context apps/api \\
            --role-to-assume arn:aws:iam::123456789012:role/push --tags 1.4.2 --tags latest
        """);
    return text.toString();
  }

  private static void line(StringBuilder text, String flag, String description) {
    text.append("  ")
        .append(flag)
        .repeat(' ', Math.max(1, FLAG_WIDTH - flag.length()))
        .append(description)
        .append('\n');
  }

  private static String firstSentence(String description) {
    int end = description.indexOf(". ");
    return end < 0 ? description : description.substring(0, end + 1);
  }
}
