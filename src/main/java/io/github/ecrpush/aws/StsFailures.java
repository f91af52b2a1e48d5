package io.github.ecrpush.aws;

import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.failure.RemoteWords;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// The words for an identity that STS does not give.
final class StsFailures {

  private static final String STS = "AWS STS";
  private static final String VERIFICATION_KEY = "Couldn't retrieve verification key";

  private StsFailures() {}

  /// Whether the same wish, with a fresh token, may be granted a moment later.
  static boolean mayPass(SdkException e) {
    return switch (AwsErrorCode.of(e)) {
      case "AccessDenied", "ExpiredTokenException", "IDPCommunicationError" -> true;
      case "InvalidIdentityToken" -> message(e).contains(VERIFICATION_KEY);
      default -> false;
    };
  }

  /// A role was not given to us.
  static FailureException notAssumed(
      SdkException e,
      AwsServer sts,
      IdentityRequest request,
      RoleArn role,
      Optional<TokenClaims> claims) {
    var failure =
        switch (AwsErrorCode.of(e)) {
          case "AccessDenied" -> TrustFailures.refused(role, claims);
          case "InvalidIdentityToken" -> tokenRefused(e, request, role, claims);
          case "IDPCommunicationError" -> issuerUnreachable(role);
          case "IDPRejectedClaim" -> TrustFailures.tokenRejected(role, message(e), claims);
          case "ExpiredTokenException" -> tokenExpired(role);
          case "RegionDisabledException" -> regionDisabled(what(role), request.region());
          case "ValidationError" -> invalid(e, request, role);
          default -> null;
        };
    return failure == null ? anyCall(what(role), e, sts) : new FailureException(failure, e);
  }

  /// AWS did not say whose credentials we hold.
  static FailureException notKnown(SdkException e, AwsServer sts) {
    return ofMachine("Could not ask AWS who we are.", e, sts);
  }

  /// AWS refused what was asked with the credentials of this machine.
  static FailureException ofMachine(String what, SdkException e, AwsServer sts) {
    var failure =
        switch (AwsErrorCode.of(e)) {
          case "ExpiredToken", "ExpiredTokenException" -> credentialsExpired(what);
          case "InvalidClientTokenId",
              "SignatureDoesNotMatch",
              "UnrecognizedClientException",
              "IncompleteSignature" ->
              credentialsRefused(what, AwsErrorCode.of(e));
          case "RegionDisabledException" -> regionDisabled(what, sts.region());
          default -> null;
        };
    return failure == null ? anyCall(what, e, sts) : new FailureException(failure, e);
  }

  static FailureException answerUnreadable(RoleArn role) {
    return new FailureException(
        new Failure.Unavailable(
            new Explanation(
                "sts-answer-unreadable",
                what(role),
                "STS answered, but with no credentials in it.",
                "Try again, and look whether a proxy answers in the place of AWS."),
            STS));
  }

  static String what(RoleArn role) {
    return "Could not assume the role `%s`.".formatted(role);
  }

  private static FailureException anyCall(String what, SdkException e, AwsServer sts) {
    if (e instanceof AwsServiceException service) {
      return new FailureException(
          service.isThrottlingException()
              ? throttled(what)
              : service.statusCode() >= 500
                  ? unavailable(what, service.statusCode())
                  : refusedOtherwise(what, AwsErrorCode.of(e), message(e)),
          e);
    }
    return NetworkFailures.unknownRegion(sts, e)
        .or(() -> NetworkFailures.of(what, sts.toString(), e))
        .orElseGet(() -> new FailureException(refusedOtherwise(what, "", message(e)), e));
  }

  private static Failure tokenRefused(
      SdkException e, IdentityRequest request, RoleArn role, Optional<TokenClaims> claims) {
    var message = message(e);
    if (message.contains(VERIFICATION_KEY)) {
      return issuerUnreachable(role);
    }
    if (message.contains("No OpenIDConnect provider")) {
      return TrustFailures.providerMissing(role, request.audience(), claims);
    }
    return message.toLowerCase(Locale.ROOT).contains("audience")
        ? TrustFailures.audienceWrong(role, request.audience(), claims)
        : TrustFailures.tokenRejected(role, message, claims);
  }

  private static Failure invalid(SdkException e, IdentityRequest request, RoleArn role) {
    return message(e).contains("DurationSeconds")
        ? durationTooLong(role, request.duration().toSeconds())
        : requestRefused(role, message(e));
  }

  static Failure durationTooLong(RoleArn role, long seconds) {
    return new Failure.Misconfigured(
        new Explanation(
            "sts-duration-too-long",
            what(role),
            "`role-duration-seconds` is %d, and the role allows less (ValidationError)."
                .formatted(seconds),
            """
            Leave `role-duration-seconds` out: credentials are renewed when a run takes longer
            than they last. To allow more instead:

                aws iam update-role --role-name %s --max-session-duration %d
            """
                .formatted(role.bareName(), seconds)),
        "role-duration-seconds");
  }

  static Failure requestRefused(RoleArn role, String message) {
    return new Failure.Misconfigured(
        new Explanation(
            "sts-request-refused",
            what(role),
            "STS did not understand the request (ValidationError): " + message,
            "Look at `role-to-assume` and `role-session-name`."),
        "role-to-assume");
  }

  static Failure tokenExpired(RoleArn role) {
    return new Failure.AccessDenied(
        new Explanation(
            "sts-token-expired",
            what(role),
            """
            Each token from GitHub was too old for STS when it arrived, though it was fresh
            (ExpiredTokenException).\
            """,
            "Look whether the clock of this machine is right: `date --utc`."),
        STS);
  }

  static Failure issuerUnreachable(RoleArn role) {
    return new Failure.Unavailable(
        new Explanation(
            "sts-issuer-unreachable",
            what(role),
            "STS could not fetch GitHub's keys to check the token (IDPCommunicationError).",
            "Run the job again."),
        STS);
  }

  static Failure regionDisabled(String what, AwsRegion region) {
    return new Failure.Misconfigured(
        new Explanation(
            "sts-region-disabled",
            what,
            "STS is not active for the account in %s (RegionDisabledException).".formatted(region),
            """
            Activate it in the account's settings, in IAM under "Account settings", "Security Token
            Service (STS)", or use another region in `aws-region`.\
            """),
        "aws-region");
  }

  static Failure credentialsExpired(String what) {
    return new Failure.AccessDenied(
        new Explanation(
            "aws-credentials-expired",
            what,
            "The credentials of this machine have expired (ExpiredToken).",
            """
            Log in again, for example with `aws sso login`. In a GitHub workflow, name a role in
            `role-to-assume`: then credentials are renewed by themselves.\
            """),
        STS);
  }

  static Failure credentialsRefused(String what, String code) {
    return new Failure.AccessDenied(
        new Explanation(
            "aws-credentials-refused",
            what,
            "AWS does not know the credentials of this machine (%s).".formatted(code),
            """
            Look at `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` and
            `AWS_PROFILE`. In a GitHub workflow, name a role in `role-to-assume` instead.\
            """),
        STS);
  }

  static Failure throttled(String what) {
    return new Failure.Unavailable(
        new Explanation(
            "sts-throttled",
            what,
            "STS was asked too often from this account, and trying again did not help (Throttling).",
            "Run the job again a little later."),
        STS);
  }

  static Failure unavailable(String what, int status) {
    return new Failure.Unavailable(
        new Explanation(
            "sts-unavailable",
            what,
            "STS had a problem of its own (status %d), and trying again did not help."
                .formatted(status),
            "Run the job again. When it fails again, look at https://health.aws.amazon.com."),
        STS);
  }

  static Failure refusedOtherwise(String what, String code, String message) {
    return new Failure.AccessDenied(
        new Explanation(
            "sts-refused",
            what,
            code.isEmpty() ? message : "%s (%s)".formatted(message, code),
            "Mend what AWS names. When it names nothing, run the job again."),
        STS);
  }

  private static String message(SdkException e) {
    var said =
        e instanceof AwsServiceException service && service.awsErrorDetails() != null
            ? service.awsErrorDetails().errorMessage()
            : e.getMessage();
    return RemoteWords.of(said == null ? "" : said);
  }
}
