package io.github.ecrpush.ecr;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The words for a repository whose encryption key cannot be used.
final class KeyFailures {

  private static final String KMS = "AWS KMS";

  private KeyFailures() {}

  /// What ECR says of a key, with the reason of KMS somewhere in it.
  static Failure of(String what, String said) {
    var lower = said.toLowerCase(Locale.ROOT);
    var denial = Denial.in(said);
    if (denial.isPresent()) {
      return denied(what, denial.get());
    }
    if (lower.contains("pending deletion") || lower.contains("pendingdeletion")) {
      return goes(what, said);
    }
    if (lower.contains("disabled")) {
      return disabled(what, said);
    }
    if (lower.contains("notfound") || lower.contains("does not exist")) {
      return missing(what, said);
    }
    return unusable(what, said);
  }

  static Failure denied(String what, Denial denial) {
    return failure(
        "ecr-key-denied",
        what,
        "`%s` may not do `%s` with the key `%s`%s (AccessDenied)."
            .formatted(
                denial.principal(),
                denial.action(),
                denial.resource(),
                denial.reason().isEmpty() ? "" : ", " + denial.reason()),
        """
        Two policies have to agree: one of the role, and the key's own. Add this statement to the
        role's, and see that the key's lets the role's account in:

            {
              "Effect": "Allow",
              "Action": "%s",
              "Resource": "%s"
            }

            aws kms get-key-policy --key-id %s --policy-name default
        """
            .formatted(denial.action(), denial.resource(), denial.resource()));
  }

  private static Failure disabled(String what, String said) {
    return failure(
        "ecr-key-disabled",
        what,
        "The repository's encryption key is disabled: " + said,
        """
        Whoever owns the key enables it:

            aws kms enable-key --key-id %s
        """
            .formatted(key(said)));
  }

  private static Failure goes(String what, String said) {
    return failure(
        "ecr-key-goes",
        what,
        "The repository's encryption key is about to be deleted: " + said,
        """
        Keep the key: without it no image of the repository can be read again.

            aws kms cancel-key-deletion --key-id %s
            aws kms enable-key --key-id %s
        """
            .formatted(key(said), key(said)));
  }

  private static Failure missing(String what, String said) {
    return failure(
        "ecr-key-missing",
        what,
        "The encryption key is not there: " + said,
        """
        Correct `kms-key` where the repository is to be created: the key is in the repository's
        region. The encryption of a repository that is there cannot be changed; one whose key is
        gone has to be made anew.\
        """);
  }

  private static Failure unusable(String what, String said) {
    return failure(
        "ecr-key-unusable",
        what,
        "The repository's encryption key could not be used (KmsException): " + said,
        """
        Look whether the key is enabled, and whether its policy lets ECR use it:

            aws ecr describe-repositories --query "repositories[].encryptionConfiguration"
        """);
  }

  private static String key(String said) {
    return Pattern.compile("arn:aws[a-z-]*:kms:[^\\s'\"]+:key/[\\w-]+")
        .matcher(said)
        .results()
        .map(MatchResult::group)
        .findFirst()
        .orElse("KEY");
  }

  private static Failure failure(String id, String what, String why, String fix) {
    return new Failure.AccessDenied(new Explanation(id, what, why, fix), KMS);
  }
}
