package io.github.ecrpush.aws;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// AWS's own name for what went wrong: `AccessDenied`, `RepositoryNotFoundException`.
public final class AwsErrorCode {

  private AwsErrorCode() {}

  /// The code, or empty text when AWS said nothing.
  public static String of(SdkException e) {
    return e instanceof AwsServiceException service
            && service.awsErrorDetails() != null
            && service.awsErrorDetails().errorCode() != null
        ? service.awsErrorDetails().errorCode()
        : "";
  }
}
