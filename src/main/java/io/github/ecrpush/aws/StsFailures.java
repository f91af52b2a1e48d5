package io.github.ecrpush.aws;

import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.failure.RemoteWords;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// The words for an identity that STS does not give.
final class StsFailures {

  static final String STS = "AWS STS";
  private static final String CREDENTIALS_REFUSED = "aws-credentials-refused";
  private static final String VERIFICATION_KEY = "Couldn't retrieve verification key";

  static final String SET_CLOCK =
      "Set the clock of this machine: `sudo timedatectl set-ntp true`, or start the time service of"
          + " its platform. Then run the job again.";

  private StsFailures() {}

  /// Whether the same wish may be granted a moment later: with a fresh token, when there are any.
  static boolean mayPass(SdkException e, IdentityRequest request) {
    return switch (AwsErrorCode.of(e)) {
      case "ExpiredTokenException", "ExpiredToken" -> request.proof().tokenFile().isEmpty();
      case "IDPCommunicationError" -> true;
      case "InvalidIdentityToken" -> message(e).contains(VERIFICATION_KEY);
      default -> false;
    };
  }

  /// What was presented to STS, and what is known besides.
  ///
  /// @param policy looked for only when the role is refused
  /// @param now by the clock of this machine
  record Presented(RoleArn role, Optional<TokenClaims> claims, TrustPolicy policy, Instant now) {}

  /// Whether the role's trust policy decided.
  static boolean isRefusal(SdkException e) {
    return AwsErrorCode.of(e).equals("AccessDenied");
  }

  /// A role was not given to us.
  static FailureException notAssumed(
      SdkException e, AwsServer sts, IdentityRequest request, Presented presented) {
    var role = presented.role();
    var claims = presented.claims();
    var failure =
        switch (AwsErrorCode.of(e)) {
          case "AccessDenied" ->
              TrustFailures.refused(role, request.session().name(), claims, presented.policy());
          case "InvalidIdentityToken" -> tokenRefused(e, request, role, claims);
          case "IDPCommunicationError" -> issuerUnreachable(role);
          case "IDPRejectedClaim" -> TrustFailures.tokenRejected(role, request, message(e), claims);
          case "ExpiredTokenException", "ExpiredToken" -> ExpiredTokens.of(request, presented);
          case "RegionDisabledException" -> regionDisabled(what(role), request.region());
          case "ValidationError" -> invalid(e, request, role);
          case "PackedPolicyTooLarge", "MalformedPolicyDocument" ->
              SessionPolicyFailures.of(what(role), e, request);
          default -> null;
        };
    return failure == null ? anyCall(what(role), e, sts) : new FailureException(failure, e);
  }

  /// AWS did not say whose credentials we hold.
  ///
  /// @param given whether the credentials are keys that were given as inputs
  static FailureException notKnown(SdkException e, AwsServer sts, boolean given) {
    return ofMachine("Could not ask AWS who we are.", e, sts, given);
  }

  /// AWS refused what was asked with the credentials of this machine.
  static FailureException ofMachine(String what, SdkException e, AwsServer sts) {
    return ofMachine(what, e, sts, false);
  }

  /// @param given whether the credentials are keys that were given as inputs
  static FailureException ofMachine(String what, SdkException e, AwsServer sts, boolean given) {
    var failure =
        switch (AwsErrorCode.of(e)) {
          case String _ when isOtherTime(e) -> clockSkewed(what, message(e));
          case "ExpiredToken", "ExpiredTokenException" -> credentialsExpired(what);
          case "InvalidClientTokenId",
              "SignatureDoesNotMatch",
              "UnrecognizedClientException",
              "IncompleteSignature" ->
              given
                  ? keysRefused(what, AwsErrorCode.of(e))
                  : credentialsRefused(what, AwsErrorCode.of(e));
          case "RegionDisabledException" -> regionDisabled(what, sts.region());
          case "RequestExpired", "RequestTimeTooSkewed" -> clockSkewed(what, message(e));
          default -> null;
        };
    return failure == null ? anyCall(what, e, sts) : new FailureException(failure, e);
  }

  /// A signature holds the time, and AWS takes none that is minutes away from its own.
  static boolean isOtherTime(SdkException e) {
    var said = message(e);
    return said.contains("Signature expired") || said.contains("Signature not yet current");
  }

  static Failure clockSkewed(String what, String message) {
    return new Failure.Misconfigured(
        new Explanation(
            "aws-clock-skewed",
            what,
            "The clock of this machine and that of AWS are minutes apart: %s".formatted(message),
            SET_CLOCK),
        "clock");
  }

  static FailureException answerUnreadable(RoleArn role) {
    return answerUnreadable(what(role));
  }

  private static FailureException answerUnreadable(String what) {
    return new FailureException(
        new Failure.Unavailable(
            new Explanation(
                "sts-answer-unreadable",
                what,
                "STS answered, but with no credentials in it.",
                "Try again, and look whether a proxy answers in the place of AWS."),
            STS));
  }

  static String what(RoleArn role) {
    return "Could not assume the role `%s`.".formatted(role);
  }

  private static FailureException anyCall(String what, SdkException e, AwsServer sts) {
    if (PageAnsweredException.isBehind(e)) {
      return answerUnreadable(what);
    }
    if (e instanceof AwsServiceException service) {
      if (service.isThrottlingException()) {
        return new FailureException(throttled(what, e), e);
      }
      if (service.statusCode() >= 500) {
        return new FailureException(unavailable(what, service.statusCode()), e);
      }
      return NetworkFailures.ofAnswer(what, sts.toString(), service)
          .orElseGet(() ->
              new FailureException(refusedOtherwise(what, AwsErrorCode.of(e), message(e)), e));
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
      return TrustFailures.providerMissing(role, request.proof().audience(), claims);
    }
    return message.toLowerCase(Locale.ROOT).contains("audience")
        ? TrustFailures.audienceWrong(role, request.proof().audience(), claims)
        : TrustFailures.tokenRejected(role, request, message, claims);
  }

  private static Failure invalid(SdkException e, IdentityRequest request, RoleArn role) {
    if (request.roles().chain().isEmpty() && SessionPolicyFailures.isAboutManaged(e, request)) {
      return SessionPolicyFailures.managed(what(role), e);
    }
    return message(e).contains("DurationSeconds")
        ? durationTooLong(role, request.session().duration().toSeconds())
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

  private static Failure keysRefused(String what, String code) {
    return new Failure.AccessDenied(
        new Explanation(
            CREDENTIALS_REFUSED,
            what,
            "AWS does not know the keys that were given as inputs (%s).".formatted(code),
            """
            Look at `aws-access-key-id`, `aws-secret-access-key` and `aws-session-token`, and at the
            secrets that they are taken from. Or name a role in `role-to-assume`: with `permissions:
            id-token: write` it needs no stored key.\
            """),
        STS);
  }

  private static Failure credentialsRefused(String what, String code) {
    return new Failure.AccessDenied(
        new Explanation(
            CREDENTIALS_REFUSED,
            what,
            "AWS does not know the credentials of this machine (%s).".formatted(code),
            """
            Look at `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN` and
            `AWS_PROFILE`. In a GitHub workflow, name a role in `role-to-assume` instead.\
            """),
        STS);
  }

  static Failure throttled(String what, SdkException e) {
    return new Failure.Unavailable(
        new Explanation(
            "sts-throttled",
            what,
            "STS was asked too often from this account, %s (Throttling)."
                .formatted(AskedPause.words(e)),
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

  static String message(SdkException e) {
    return RemoteWords.of(AwsMessage.of(e));
  }
}
