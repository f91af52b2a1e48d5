package io.github.ecrpush.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Why a server could not be reached or understood at all, before it said anything.
public enum ConnectionProblem {
  /// Its name could not be resolved.
  NAME_UNKNOWN,
  /// It showed a certificate that is not trusted here.
  NOT_TRUSTED,
  /// Nobody listens there.
  REFUSED,
  /// It did not answer in time.
  TIMED_OUT,
  /// The proxy in between did not let us through: a [ProxyException].
  PROXY_REFUSED,
  /// The proxy in between cannot be reached, or failed: a [ProxyException].
  PROXY_FAILED,
  /// The connection ended in the middle.
  BROKEN;

  /// The problem behind an exception, or nothing when it is not about the connection.
  public static Optional<ConnectionProblem> of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException e) {
        boolean answered = e instanceof HttpStatusException || e instanceof BodyTooLargeException;
        return answered ? Optional.empty() : Optional.of(of(e));
      }
    }
    return Optional.empty();
  }

  private static ConnectionProblem of(IOException e) {
    return switch (e) {
      case ProxyException proxy -> proxy.isRefusal() ? PROXY_REFUSED : PROXY_FAILED;
      case UnknownHostException _ -> NAME_UNKNOWN;
      case SSLException tls -> isAboutTrust(tls) ? NOT_TRUSTED : BROKEN;
      case SocketTimeoutException _ -> TIMED_OUT;
      case NoRouteToHostException _ -> TIMED_OUT;
      case ConnectException _ -> REFUSED;
      default -> BROKEN;
    };
  }

  private static boolean isAboutTrust(SSLException e) {
    if (e instanceof SSLPeerUnverifiedException) {
      return true;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }
}
