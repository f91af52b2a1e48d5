package io.github.ecrpush.aws;

import io.github.ecrpush.failure.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.Credentials;

/// What assuming a role gave us, and gives us again near its end. Threads may share one: they ask
/// once for all.
final class RenewedSession {

  private static final Duration RENEW_BEFORE_END = Duration.ofMinutes(5);
  private static final Duration STILL_GOOD = Duration.ofMinutes(1);

  private final Assumption assumption;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Session session;

  /// Assumes the role once more.
  @FunctionalInterface
  interface Assumption {
    Session assume() throws InterruptedException;
  }

  /// What one assumption gave us.
  record Session(AwsSessionCredentials credentials, String arn, Instant end) {

    static Session of(Credentials keys, String arn) {
      return new Session(
          AwsSessionCredentials.create(
              keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()),
          arn,
          keys.expiration());
    }

    /// The account of the role, which the session's name tells.
    AwsAccount account() {
      var parts = arn.split(":", 6);
      return new AwsAccount(parts.length == 6 ? parts[4] : "");
    }
  }

  RenewedSession(Assumption assumption, InstantSource clock) {
    this.assumption = assumption;
    this.clock = clock;
  }

  Session current() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (session == null) {
        session = assumption.assume();
      } else if (isNear(session.end(), RENEW_BEFORE_END)) {
        session = renewed(session);
      }
      return session;
    } finally {
      lock.unlock();
    }
  }

  /// Gives up credentials that AWS finds ended, whatever it said of their end, and assumes the role
  /// anew. Says whether there are others now.
  boolean renew(AwsCredentials ended) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (session != null && session.credentials().equals(ended)) {
        session = null;
      }
      return !current().credentials().equals(ended);
    } finally {
      lock.unlock();
    }
  }

  /// What cannot be renewed now may be renewed a little later, as long as it is still good.
  private Session renewed(Session old) throws InterruptedException {
    try {
      return assumption.assume();
    } catch (FailureException e) {
      if (isNear(old.end(), STILL_GOOD)) {
        throw e;
      }
      return old;
    }
  }

  private boolean isNear(Instant end, Duration distance) {
    return clock.instant().plus(distance).isAfter(end);
  }
}
