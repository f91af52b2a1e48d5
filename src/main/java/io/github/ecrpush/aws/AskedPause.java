package io.github.ecrpush.aws;

import io.github.ecrpush.http.RetryAfter;
import io.github.ecrpush.http.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// How long AWS asks to be left alone.
public final class AskedPause {

  private AskedPause() {}

  static Duration of(SdkException e) {
    return e instanceof AwsServiceException service && service.awsErrorDetails() != null
        ? Optional.ofNullable(service.awsErrorDetails().sdkHttpResponse())
            .flatMap(response -> response.firstMatchingHeader("Retry-After"))
            .map(RetryAfter::of)
            .orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  /// What came of a call that AWS found one too many, as the end of a sentence.
  public static String words(SdkException e) {
    var pause = of(e);
    var most = RetryPolicy.PATIENT.total();
    return pause.compareTo(most) < 0
        ? "and trying again did not help"
        : "and it asks for a pause of %d s, where a run waits for %d s at most"
            .formatted(pause.toSeconds(), most.toSeconds());
  }
}
