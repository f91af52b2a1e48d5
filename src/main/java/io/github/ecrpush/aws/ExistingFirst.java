package io.github.ecrpush.aws;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressListener;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// What the machine offers, when AWS knows it; else another origin. It is decided once, by asking
/// AWS who that is.
final class ExistingFirst implements CredentialOrigin {

  private final CredentialOrigin existing;
  private final CredentialOrigin other;
  private final ProgressListener progress;
  private @Nullable CredentialOrigin chosen;

  ExistingFirst(CredentialOrigin existing, CredentialOrigin other, ProgressListener progress) {
    this.existing = existing;
    this.other = other;
    this.progress = progress;
  }

  @Override
  public synchronized AwsCaller caller() throws InterruptedException {
    if (chosen == null) {
      try {
        var caller = existing.caller();
        chosen = existing;
        return caller;
      } catch (FailureException e) {
        progress.on(
            new ProgressEvent.Fact(
                "There are no usable credentials yet: " + e.failure().explanation().why()));
        chosen = other;
      }
    }
    return chosen.caller();
  }

  @Override
  public synchronized AwsCredentials credentials() throws InterruptedException {
    if (chosen == null) {
      var _ = caller();
    }
    return chosen == null ? other.credentials() : chosen.credentials();
  }

  @Override
  public synchronized boolean renew(AwsCredentials ended) throws InterruptedException {
    return chosen != null && chosen.renew(ended);
  }

  @Override
  public void close() {
    existing.close();
    other.close();
  }
}
