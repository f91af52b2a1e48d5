package io.github.ecrpush.aws;

import io.github.ecrpush.aws.StsFailures.Presented;
import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// The words for an identity token that is too old for STS. Which clock is wrong, if one is, is
/// told by ours.
final class ExpiredTokens {

  /// More than clocks differ that are looked after.
  private static final Duration ALLOWED_SKEW = Duration.ofSeconds(90);

  private ExpiredTokens() {}

  static Failure of(IdentityRequest request, Presented presented) {
    return request
        .proof()
        .tokenFile()
        .map(file -> inFile(file, presented))
        .orElseGet(() -> fromGitHub(presented));
  }

  /// Nobody asked for it just now, so its age says nothing; that it holds by our clock does.
  private static Failure inFile(Path file, Presented presented) {
    var now = presented.now();
    var end = presented.claims().flatMap(TokenClaims::expires);
    boolean holdsHere = end.filter(moment -> moment.isAfter(now.plus(ALLOWED_SKEW))).isPresent();
    var why =
        "The token in `%s` has expired (ExpiredTokenException). ".formatted(file)
            + (holdsHere
                ? "By the clock of this machine it holds %s more, so that clock is behind."
                    .formatted(between(now, end.get()))
                : end.filter(now::isAfter)
                    .map(moment -> "It ended %s ago. ".formatted(between(moment, now)))
                    .orElse(""));
    var fix =
        """
        Have a fresh token in the file of `web-identity-token-file` before each run: GitHub's lasts
        for minutes. In a job on GitHub, leave `web-identity-token-file` out, and a token is asked
        for when it is needed:

            permissions:
              id-token: write
        """;
    return holdsHere
        ? failure("sts-clock-skewed", presented, why, StsFailures.SET_CLOCK)
        : failure("sts-token-expired", presented, why.stripTrailing(), fix);
  }

  /// A token that was made just now, and is too old, was made by another clock.
  private static Failure fromGitHub(Presented presented) {
    var now = presented.now();
    return presented
        .claims()
        .flatMap(TokenClaims::issued)
        .filter(issued -> Duration.between(issued, now).abs().compareTo(ALLOWED_SKEW) > 0)
        .map(issued -> skewed(presented, issued))
        .orElseGet(() ->
            failure(
                "sts-token-expired",
                presented,
                """
                Each token was too old for STS when it arrived, though it was fresh
                (ExpiredTokenException).\
                """,
                "Run the job again. On a runner of your own, look whether something between it"
                    + " and AWS holds requests back for minutes."));
  }

  private static Failure skewed(Presented presented, Instant issued) {
    return failure(
        "sts-clock-skewed",
        presented,
        """
        The token was too old for STS (ExpiredTokenException). By the clock of this
        machine it was made %s %s, though it was asked for just now.\
        """
            .formatted(
                between(issued, presented.now()),
                issued.isAfter(presented.now()) ? "in the future" : "ago"),
        StsFailures.SET_CLOCK
            + " When it is right already, look whether something keeps tokens and hands out"
            + " old ones.");
  }

  private static String between(Instant one, Instant other) {
    var length = Duration.between(one, other).abs();
    return length.toMinutes() < 1
        ? length.toSeconds() + " seconds"
        : length.toMinutes() + " minutes";
  }

  private static Failure failure(String id, Presented presented, String why, String fix) {
    var what = StsFailures.what(presented.role());
    return new Failure.AccessDenied(new Explanation(id, what, why, fix), StsFailures.STS);
  }
}
