package io.github.ecrpush.aws;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.failure.ShellWord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/// The words for wishes that AWS cannot be asked, and for credentials that are not there.
final class AwsFailures {

  private static final String WHAT = "Could not tell AWS who we are.";

  private AwsFailures() {}

  static FailureException regionMissing() {
    return misconfigured(
        "aws-region",
        new Explanation(
            "aws-region-missing",
            "Could not find out which AWS region to use.",
            "Neither `aws-region` nor the variable `AWS_REGION` is set.",
            """
            Name the region of your registry:

                with:
                  aws-region: eu-west-3
            """));
  }

  static FailureException regionUnknown(String text) {
    return misconfigured(
        "aws-region",
        new Explanation(
            "aws-region-unknown",
            "Could not find the AWS region `%s`.".formatted(text),
            "A region is written like `eu-west-3`, and AWS has none of this name.",
            KnownRegions.nearest(text)
                .map("Did you mean `%s`?"::formatted)
                .orElse("Look up its name with `aws account list-regions --output table`.")));
  }

  static FailureException accountMalformed(String text) {
    return misconfigured(
        "registry-id",
        new Explanation(
            "aws-account-malformed",
            "Could not read the AWS account `%s`.".formatted(text),
            "The number of an account has 12 digits.",
            """
            Write all 12 digits, zeros at the beginning too, and in quotes, because YAML takes
            them for a number otherwise:

                "012345678901"
            """));
  }

  static FailureException roleMalformed(String text) {
    return misconfigured(
        "role-to-assume",
        new Explanation(
            "aws-role-malformed",
            "Could not read the role `%s`.".formatted(RemoteWords.of(text)),
            "A role is named by its ARN, or by its bare name, which has up to 64 characters.",
            """
            Copy the ARN from `aws iam get-role --role-name NAME --query Role.Arn`; it looks like

                arn:aws:iam::123456789012:role/NAME
            """));
  }

  static FailureException roleWithoutAccount(String name) {
    return misconfigured(
        "role-to-assume",
        new Explanation(
            "aws-role-without-account",
            "Could not tell in which account the role `%s` is.".formatted(name),
            "That is a bare name, and no account is named beside it.",
            """
            Give the role's ARN:

                arn:aws:iam::123456789012:role/%s

            For `role-to-assume`, the number of its account as `registry-id` does as well.
            """
                .formatted(name)));
  }

  static FailureException roleElsewhere(RoleArn role, AwsRegion region) {
    return misconfigured(
        "role-to-assume",
        new Explanation(
            "aws-role-in-another-partition",
            "The role `%s` cannot get to %s.".formatted(role, region),
            "The role is in the part `%s` of AWS, and the region in `%s`. They share nothing."
                .formatted(role.partition(), region.partition()),
            "Name a role whose ARN begins with `arn:%s:`, or a region of the role's part."
                .formatted(region.partition())));
  }

  static FailureException sessionNameMalformed(String text) {
    return misconfigured(
        "role-session-name",
        new Explanation(
            "aws-session-name-malformed",
            "Could not use the session name `%s`.".formatted(text),
            "A session name has 2 to 64 letters, digits and `_+=,.@-`.",
            "Leave `role-session-name` out: then it is made from the repository and the run."));
  }

  static FailureException durationOutOfRange(Duration duration) {
    return misconfigured(
        "role-duration-seconds",
        new Explanation(
            "aws-duration-out-of-range",
            "Could not ask for credentials that last %d seconds.".formatted(duration.toSeconds()),
            "AWS gives out credentials for 900 to 43200 seconds.",
            """
            Leave `role-duration-seconds` out: credentials are renewed when a run takes longer
            than they last.\
            """));
  }

  static FailureException endpointMalformed(String variable) {
    return misconfigured(
        variable,
        new Explanation(
            "aws-endpoint-malformed",
            "Could not read the address in `%s`.".formatted(variable),
            "It is no web address like `https://sts.eu-west-3.amazonaws.com`.",
            "Correct the variable, or leave it out to go to AWS itself."));
  }

  /// The value is not shown: it may be a secret.
  static FailureException keyUnusable(String variable) {
    return new FailureException(
        new Failure.Misconfigured(
            new Explanation(
                "aws-key-unusable",
                WHAT,
                "The variable `%s` holds a blank, a line break or another character that no key has."
                    .formatted(variable),
                "Set it again, to what AWS showed when the key was made."),
            variable));
  }

  static FailureException noCredentials(SdkException e) {
    return new FailureException(
        new Failure.Misconfigured(
            new Explanation(
                "aws-credentials-missing",
                WHAT,
                """
                There are no credentials in the environment, in a profile, or from the container or
                machine that we run on.\
                """,
                """
                In a GitHub workflow, name a role, and let the job have an identity token:

                    permissions:
                      id-token: write
                      contents: read
                    …
                        with:
                          role-to-assume: arn:aws:iam::123456789012:role/NAME

                On a terminal, log in and name the profile: `AWS_PROFILE=my-profile ecr-push push …`
                """),
            "role-to-assume"),
        e);
  }

  /// @param problem a sentence about the profile
  static FailureException profileUnusable(String name, String problem) {
    return misconfigured(
        "AWS_PROFILE",
        new Explanation(
            "aws-profile-unusable",
            "Could not use the AWS profile `%s`.".formatted(name),
            problem,
            """
            Correct it in `~/.aws`, or name another in `AWS_PROFILE`. This should print credentials:

                aws configure export-credentials --profile %s
            """
                .formatted(ShellWord.of(name))));
  }

  static FailureException profileNeedsLogin(String name) {
    return misconfigured(
        "AWS_PROFILE",
        new Explanation(
            "aws-profile-needs-login",
            "Could not use the AWS profile `%s`.".formatted(name),
            "It asks a person to log in, in a browser or with a code, which only the AWS CLI does.",
            """
            Log in there, for example with `aws sso login`, and hand the credentials over:

                eval "$(aws configure export-credentials --profile %s --format env)"
            """
                .formatted(ShellWord.of(name))));
  }

  static FailureException profilesUnreadable(Path file, Exception e) {
    return new FailureException(
        new Failure.Misconfigured(
            new Explanation(
                "aws-profiles-unreadable",
                "Could not read the AWS profiles in `%s`.".formatted(file),
                RemoteWords.of(String.valueOf(e.getMessage())),
                "Correct the file, or have `AWS_CONFIG_FILE` or `AWS_SHARED_CREDENTIALS_FILE` name"
                    + " another."),
            "AWS_CONFIG_FILE"),
        e);
  }

  /// @param problem a sentence about the file
  static FailureException tokenFileUnreadable(String what, Path file, String problem) {
    return misconfigured(
        "web-identity-token-file",
        new Explanation(
            "aws-token-file-unreadable",
            what,
            "The file `%s` should hold the token that proves who we are. %s"
                .formatted(file, problem),
            "Look at `web-identity-token-file`, at the variable `AWS_WEB_IDENTITY_TOKEN_FILE`, or at"
                + " `web_identity_token_file` in the profile: whichever names it."));
  }

  static FailureException accountNotAllowed(
      AwsAccount account, String arn, List<AwsAccount> allowed) {
    return new FailureException(
        new Failure.Refused(
            new Explanation(
                "aws-account-not-allowed",
                "Refused to work in the AWS account %s.".formatted(account),
                "`%s` belongs to it, and `allowed-account-ids` allows only %s."
                    .formatted(
                        arn, String.join(", ", allowed.stream().map(AwsAccount::id).toList())),
                "Name a role in one of the allowed accounts, or add %s to `allowed-account-ids`."
                    .formatted(account))));
  }

  private static FailureException misconfigured(String input, Explanation explanation) {
    return new FailureException(new Failure.Misconfigured(explanation, input));
  }
}
