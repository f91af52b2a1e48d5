package io.github.ecrpush.aws;

import io.github.ecrpush.aws.TrustFinding.Hint;
import io.github.ecrpush.aws.TrustFinding.Hint.Kind;
import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.iam.Comparison;
import io.github.ecrpush.iam.Condition;
import io.github.ecrpush.iam.Wildcard;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Says why a condition of a trust policy is not met, when it is one of the usual slips.
///
/// @param known the claims that STS compares
record TrustHints(TokenClaims claims, Set<String> known) {

  static final String SESSION_NAME = "sts:RoleSessionName";
  static final String EXTERNAL_ID = "sts:ExternalId";

  private static final String HEADS = "refs/heads/";

  Optional<Hint> about(Condition condition, String claim, List<String> actual) {
    if (actual.isEmpty()) {
      return Optional.of(other(claim.isEmpty() ? foreign(condition.key()) : absent(claim)));
    }
    if (condition.comparison().negated()) {
      return Optional.empty(); // what is wanted there is what the job is
    }
    var text = actual.getFirst();
    for (var wanted : condition.wanted()) {
      if (takesLiterally(condition.comparison(), wanted)) {
        return Optional.of(wildcard(condition, wanted, text));
      }
    }
    for (var wanted : condition.wanted()) {
      if (!wanted.equals(seen(wanted)) && Wildcard.matches(seen(wanted), seen(text))) {
        return Optional.of(
            other(
                "They differ in blanks, or other characters that cannot be seen, and the comparison"
                    + " minds them."));
      }
    }
    if (condition.key().equalsIgnoreCase(SESSION_NAME)) {
      return Optional.of(
          new Hint(
              Kind.SESSION_NAME, "The run calls its session so; `role-session-name` sets it."));
    }
    if (claim.equals("aud")) {
      return Optional.of(
          new Hint(Kind.AUDIENCE, "The token is made out to another audience than is wanted."));
    }
    for (var wanted : condition.wanted()) {
      if (wanted.equalsIgnoreCase(text)) {
        return Optional.of(
            other("They differ in upper and lower case only, and the comparison minds it."));
      }
    }
    return claim.equals("sub") ? subject(condition.wanted(), text) : Optional.empty();
  }

  /// A text without what cannot be seen. No value that GitHub or we send has a blank at its end.
  private static String seen(String text) {
    var seen = new StringBuilder();
    text.codePoints().filter(RemoteWords::isSeen).forEach(seen::appendCodePoint);
    return seen.toString().strip();
  }

  private String foreign(String key) {
    return key.equalsIgnoreCase(EXTERNAL_ID)
        ? "No external id goes with a token. Only roles of `role-chain` are asked for with one."
        : "The token has no such key. Keys of this token begin with `%s:`."
            .formatted(TrustStatement.provider(claims.issuer()));
  }

  private String absent(String claim) {
    if (claims.said().containsKey(claim) && !known.contains(claim)) {
      return "The token says it, but STS does not compare this claim, so it is never met.";
    }
    return claim.equals("environment")
        ? "The job names no environment. Add `environment:` to the job, or take the condition out."
        : "The token does not say it, so the condition cannot be met.";
  }

  private static boolean takesLiterally(Comparison comparison, String wanted) {
    return switch (comparison) {
      case STRING_EQUALS, STRING_EQUALS_IGNORE_CASE -> wanted.contains("*") || wanted.contains("?");
      default -> false;
    };
  }

  private static Hint wildcard(Condition condition, String wanted, String actual) {
    return Wildcard.matches(wanted, actual)
        ? new Hint(
            Kind.WILDCARD,
            "`%s` takes `*` and `?` as they stand, so this never matches; `StringLike` would."
                .formatted(condition.operator()))
        : other(
            "`%s` takes `*` and `?` as they stand, and `StringLike` would not match either."
                .formatted(condition.operator()));
  }

  /// Both subjects name a job; the first difference that matters is told.
  private static Optional<Hint> subject(List<String> wanted, String actual) {
    var job = JobSubject.parse(actual);
    if (job.isEmpty()) {
      return Optional.of(
          other(
              "The organisation or repository has set a form of its own for the subject, so the"
                  + " policy must be written for that form."));
    }
    return wanted.stream()
        .flatMap(text -> JobSubject.parse(text).stream())
        .flatMap(policy -> difference(policy, job.get(), wanted).stream())
        .findFirst()
        .map(TrustHints::other);
  }

  private static Optional<String> difference(
      JobSubject policy, JobSubject job, List<String> wanted) {
    if (!Wildcard.matches(policy.names(), job.names())) {
      return Optional.of(
          policy.names().equalsIgnoreCase(job.names())
              ? "The names differ in upper and lower case, and the comparison minds it."
              : "It lets in `%s`, and this job runs in `%s`."
                  .formatted(RemoteWords.of(policy.names()), RemoteWords.of(job.names())));
    }
    if (job.isImmutable() && wanted.stream().noneMatch(text -> text.contains("@"))) {
      return Optional.of(
          "The subject carries the numbers of owner and repository, as GitHub gives it to newer"
              + " repositories. The policy was written for the older form, `%s`."
                  .formatted(RemoteWords.of(job.classic())));
    }
    if (!job.isImmutable() && policy.isImmutable()) {
      return Optional.of(
          "The policy expects the numbers of owner and repository in the subject, and this"
              + " repository's subjects have none yet.");
    }
    return context(policy.context(), job);
  }

  private static Optional<String> context(String wanted, JobSubject job) {
    if (Wildcard.matches(wanted, job.context())) {
      return Optional.empty();
    }
    if (job.isIn(JobSubject.ENVIRONMENT) && !wanted.startsWith(JobSubject.ENVIRONMENT)) {
      return Optional.of(
          "The job names an environment. Then the subject says the environment, and no branch.");
    }
    if (job.isIn(JobSubject.PULL_REQUEST)) {
      return Optional.of("The run is for a pull request. Then the subject says so, and no branch.");
    }
    if (wanted.startsWith(JobSubject.ENVIRONMENT) && !job.isIn(JobSubject.ENVIRONMENT)) {
      return Optional.of(
          "The policy lets in an environment, and the job names none. Add `environment: "
              + RemoteWords.of(wanted.substring(JobSubject.ENVIRONMENT.length()))
              + "` to the job.");
    }
    if (job.context().equals(JobSubject.REF + HEADS + wanted.substring(wanted.indexOf(':') + 1))) {
      return Optional.of("A branch is written with `refs/heads/` before its name.");
    }
    if (job.isIn("ref:refs/tags/") && wanted.startsWith(JobSubject.REF + HEADS)) {
      return Optional.of("The run is for a tag, and the policy lets in branches.");
    }
    return Optional.of(
        "It lets in `%s`, and this run is for `%s`."
            .formatted(RemoteWords.of(wanted), RemoteWords.of(job.context())));
  }

  private static Hint other(String words) {
    return new Hint(Kind.OTHER, words);
  }
}
