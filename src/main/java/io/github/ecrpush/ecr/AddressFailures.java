package io.github.ecrpush.ecr;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.image.RepositoryNameRules;
import io.github.ecrpush.image.RepositoryPath;

/// The words for a repository that is named in a way in which none can be.
final class AddressFailures {

  private static final String NAME_REFUSED = "repository-name-refused";
  private static final String NAME_MISSING = "repository-name-missing";

  private static final String INPUT = "repository";

  private AddressFailures() {}

  static boolean isAboutName(Failure failure) {
    var id = failure.explanation().id();
    return id.equals(NAME_REFUSED) || id.equals(NAME_MISSING);
  }

  /// @param written the whole input
  /// @param name the part of it that is the name
  static Failure nameRefused(String written, String name) {
    var proposal =
        RepositoryNameRules.proposalFor(name)
            .map(path -> written.endsWith(name) ? head(written, name) + path : path.value());
    return new Failure.Misconfigured(
        new Explanation(
            NAME_REFUSED,
            "The repository name `%s` is none that ECR takes.".formatted(RemoteWords.of(name)),
            String.join("\n", RepositoryNameRules.brokenBy(name)),
            proposal
                .map(
                    """
                    Write it like this:

                        repository: %s
                    """
                        ::formatted)
                .orElse("Give a name such as `team/app`.")),
        INPUT);
  }

  static Failure nameMissing(String written) {
    return new Failure.Misconfigured(
        new Explanation(
            NAME_MISSING,
            "The input `repository` was given as `%s`.".formatted(RemoteWords.of(written)),
            "That is a registry, and no name of a repository stands behind it.",
            """
            Add the name:

                repository: %s/team/app
            """
                .formatted(RemoteWords.of(written.replaceFirst("/+$", "")))),
        INPUT);
  }

  static Failure hostUnknown(String written, String host) {
    return new Failure.Misconfigured(
        new Explanation(
            "repository-host-unknown",
            "The input `repository` was given as `%s`.".formatted(RemoteWords.of(written)),
            "That is an address, but `%s` is no private registry of ECR."
                .formatted(RemoteWords.of(host)),
            """
            Give the name alone, such as `team/app`, or the whole URI as ECR shows it:

                repository: 123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/app

            A registry that is not ECR's goes into `registry`, with the name alone here.\
            """),
        INPUT);
  }

  static Failure arnMalformed(String arn) {
    return new Failure.Misconfigured(
        new Explanation(
            "repository-arn-malformed",
            "The input `repository` was given as `%s`.".formatted(RemoteWords.of(arn)),
            """
            The ARN of a repository has the partition of its region, `ecr`, the region, the account
            of 12 digits, and `repository/` with the name behind it.\
            """,
            """
            Copy it from ECR, or give the name alone:

                repository: arn:aws:ecr:eu-west-3:123456789012:repository/team/app
            """),
        INPUT);
  }

  /// @param what `region` or `account`
  static Failure contradiction(
      RepositoryPath path, String what, String ours, String input, String theirs) {
    return new Failure.Misconfigured(
        new Explanation(
            "repository-contradicted",
            "The inputs `repository` and `%s` do not agree.".formatted(input),
            "`repository` names `%s` with the %s `%s`, and `%s` is `%s`."
                .formatted(path, what, ours, input, theirs),
            """
            Leave `%s` out when `repository` is right, also as a variable of the job. When `%s` is
            right, give the name alone:

                repository: %s
            """
                .formatted(input, input, path)),
        input);
  }

  private static String head(String written, String name) {
    return written.substring(0, written.length() - name.length());
  }
}
