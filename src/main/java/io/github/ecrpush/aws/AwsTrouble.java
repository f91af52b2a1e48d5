package io.github.ecrpush.aws;

import io.github.ecrpush.http.ConnectionProblem;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// What a call of AWS failed with, by what helps against it.
enum AwsTrouble {
  /// AWS is asked too often: it helps to wait, and to go slower.
  TOO_OFTEN,
  /// AWS does not know the credentials. When they are young, it will.
  UNKNOWN_CREDENTIALS,
  /// AWS finds that the credentials have ended: others may do.
  ENDED_CREDENTIALS,
  /// A service or a connection failed: another try may do.
  PASSING,
  /// An answer, which will be the same each time.
  LASTING;

  private static final Set<String> UNKNOWN =
      Set.of("UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId");

  private static final Set<String> ENDED = Set.of("ExpiredTokenException", "ExpiredToken");

  private static final String INVALID_TOKEN = "security token included in the request is invalid";

  static AwsTrouble of(SdkException e) {
    return e instanceof AwsServiceException service ? ofAnswer(service) : ofConnection(e);
  }

  private static AwsTrouble ofAnswer(AwsServiceException e) {
    if (e.isThrottlingException() || e.statusCode() == 429) {
      return TOO_OFTEN;
    }
    if (UNKNOWN.contains(AwsErrorCode.of(e)) || StsFailures.message(e).contains(INVALID_TOKEN)) {
      return UNKNOWN_CREDENTIALS;
    }
    if (ENDED.contains(AwsErrorCode.of(e))) {
      return ENDED_CREDENTIALS;
    }
    // After a refusal for the time in a signature, the SDK signs with the server's. It does not say
    // so of a call that was refused while another one set the time.
    boolean passing =
        e.statusCode() >= 500
            || e.isClockSkewException()
            || StsFailures.isOtherTime(e)
            || AwsErrorCode.of(e).startsWith("RequestTimeout");
    return passing ? PASSING : LASTING;
  }

  /// A name that is not known is remembered as such by the Java runtime, for longer than we try.
  private static AwsTrouble ofConnection(SdkException e) {
    return ConnectionProblem.of(e)
        .map(problem ->
            switch (problem) {
              case REFUSED, TIMED_OUT, BROKEN, PROXY_FAILED -> PASSING;
              case NAME_UNKNOWN, NOT_TRUSTED, PROXY_REFUSED -> LASTING;
            })
        .orElse(LASTING);
  }
}
