package io.github.ecrpush.aws;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// AWS's own words for what went wrong, as they came.
public final class AwsMessage {

  private AwsMessage() {}

  /// The words, or the SDK's when AWS said nothing.
  public static String of(SdkException e) {
    var said =
        e instanceof AwsServiceException service && service.awsErrorDetails() != null
            ? service.awsErrorDetails().errorMessage()
            : e.getMessage();
    return said == null ? "" : said;
  }
}
