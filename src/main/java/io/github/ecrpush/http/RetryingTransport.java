package io.github.ecrpush.http;

import io.github.ecrpush.concurrent.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Sends a request again: for as long as there is time when the server is asked too often (429),
/// and a few times when it fails (5xx) or the connection breaks. What is sent through it must be
/// safe to send twice.
public final class RetryingTransport implements HttpTransport {

  private static final Set<ConnectionProblem> FINAL =
      Set.of(ConnectionProblem.NOT_TRUSTED, ConnectionProblem.PROXY_REFUSED);

  private static final int TOO_OFTEN = 429;

  private final HttpTransport transport;
  private final RetryPolicy policy;
  private final Pauses pauses;
  private final RandomGenerator random;

  public RetryingTransport(HttpTransport transport, RetryPolicy policy) {
    this(transport, policy, Pauses.REAL, RandomGenerator.getDefault());
  }

  public RetryingTransport(
      HttpTransport transport, RetryPolicy policy, Pauses pauses, RandomGenerator random) {
    this.transport = transport;
    this.policy = policy;
    this.pauses = pauses;
    this.random = random;
  }

  @Override
  public <T> T send(HttpRequest request, Reading<T> reading)
      throws IOException, InterruptedException {
    var deadline = Deadline.in(policy.total());
    int failures = 0;
    for (int attempt = 1; ; attempt++) {
      boolean last = failures + 1 >= policy.tries();
      var backoff = policy.backoff().before(attempt, random);
      try {
        return transport.send(
            request.within(deadline.left()),
            response -> {
              boolean tooOften = response.status() == TOO_OFTEN;
              if (tooOften || (!last && HttpStatusException.isTemporary(response.status()))) {
                var pause = longer(backoff, RetryAfter.in(response));
                if (fits(pause, deadline)) {
                  throw new NotNow(pause, tooOften);
                }
              }
              return reading.read(response);
            });
      } catch (NotNow notNow) {
        failures += notNow.tooOften ? 0 : 1;
        pauses.pause(notNow.pause);
      } catch (IOException e) {
        if (last || isFinal(e) || !fits(backoff, deadline)) {
          throw e;
        }
        failures++;
        pauses.pause(backoff);
      }
    }
  }

  /// Takes an answer that says "not now" out of the exchange, so that nobody reads it.
  private static final class NotNow extends IOException {
    private static final long serialVersionUID = 1L;

    private final Duration pause;
    private final boolean tooOften;

    NotNow(Duration pause, boolean tooOften) {
      this.pause = pause;
      this.tooOften = tooOften;
    }
  }

  /// Whether there is time for the pause, and for an answer after it.
  private boolean fits(Duration pause, Deadline deadline) {
    return pause.plus(policy.backoff().cap()).compareTo(deadline.left()) < 0;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /// What will be the same in a second: an answer that was read, a certificate that is not trusted,
  /// a proxy that says no.
  private static boolean isFinal(IOException e) {
    return e instanceof HttpStatusException
        || e instanceof BodyTooLargeException
        || ConnectionProblem.of(e).filter(FINAL::contains).isPresent();
  }
}
