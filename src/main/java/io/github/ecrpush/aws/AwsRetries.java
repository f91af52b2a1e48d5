package io.github.ecrpush.aws;

import io.github.ecrpush.concurrent.Deadline;
import io.github.ecrpush.http.Pauses;
import io.github.ecrpush.http.RetryPolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;

/// Makes calls of AWS again that may go well a little later. The SDK's own retries are off, for
/// they give up on a busy service after three tries. Threads share one, so that they slow down
/// together.
final class AwsRetries {

  /// Credentials are known everywhere some seconds after they were issued.
  private static final Duration YOUTH = Duration.ofSeconds(10);

  private final RetryPolicy policy;
  private final Pauses pauses;
  private final Pace pace;
  private volatile Deadline youth = Deadline.in(Duration.ZERO);

  /// A call of the SDK.
  @FunctionalInterface
  interface Call<T> {
    T make() throws InterruptedException;
  }

  AwsRetries(RetryPolicy policy, Pauses pauses) {
    this.policy = policy;
    this.pauses = pauses;
    this.pace = new Pace(policy.backoff().first().dividedBy(2));
  }

  /// Notes that credentials were issued just now.
  void credentialsIssued() {
    youth = Deadline.in(YOUTH);
  }

  /// Makes a call until it goes well, or until it makes no sense to try again.
  ///
  /// @throws SdkException what it failed with at last
  <T> T call(Call<T> call) throws InterruptedException {
    var deadline = Deadline.in(policy.total());
    int failures = 0;
    for (int attempt = 1; ; attempt++) {
      pauses.pause(pace.place());
      try {
        return call.make();
      } catch (SdkException e) {
        var trouble = AwsTrouble.of(e);
        if (trouble == AwsTrouble.TOO_OFTEN) {
          pace.slowDown();
        } else {
          failures++;
        }
        var pause =
            longer(
                policy.backoff().before(attempt, RandomGenerator.getDefault()), AskedPause.of(e));
        if (!helps(trouble, failures) || pause.compareTo(deadline.left()) >= 0) {
          throw e;
        }
        pauses.pause(pause);
      }
    }
  }

  private boolean helps(AwsTrouble trouble, int failures) {
    return switch (trouble) {
      case TOO_OFTEN -> true;
      case UNKNOWN_CREDENTIALS -> !youth.isOver();
      case PASSING -> failures < policy.tries();
      case ENDED_CREDENTIALS, LASTING -> false;
    };
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
