package io.github.ecrpush.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;

/// The proxy in between kept us from a server, of which nothing is known then.
public final class ProxyException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final String TUNNEL = "Unable to tunnel through proxy";
  private static final String STATUS = "\"HTTP/1.";
  private static final int SILENT = 0;

  private final String proxy;
  private final int status;

  /// The proxy answered in the server's place.
  public ProxyException(URI proxy, int status) {
    super("the proxy %s answered with status %d".formatted(RedactedUri.of(proxy), status));
    this.proxy = RedactedUri.of(proxy);
    this.status = status;
  }

  /// The proxy opened no tunnel, or could not be reached itself.
  public ProxyException(URI proxy, IOException cause) {
    super("no way through the proxy " + RedactedUri.of(proxy), cause);
    this.proxy = RedactedUri.of(proxy);
    this.status = statusIn(String.valueOf(cause.getMessage()));
  }

  /// Whether it is the proxy that this is about, where there is one: a connection is made to the
  /// proxy alone, and no other name is resolved.
  static boolean isMeantBy(IOException e) {
    return switch (e) {
      case ConnectException _, NoRouteToHostException _, UnknownHostException _ -> true;
      case SocketTimeoutException late ->
          "Connect timed out".equalsIgnoreCase(late.getMessage()); // not for want of an answer
      default -> String.valueOf(e.getMessage()).contains(TUNNEL);
    };
  }

  /// The one behind another exception.
  public static Optional<ProxyException> behind(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProxyException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  /// The proxy's address, without its password.
  public String proxy() {
    return proxy;
  }

  /// What the proxy answered, or nothing when no connection was made to it.
  public OptionalInt status() {
    return status == SILENT ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /// Whether the proxy said no, which will be the same in a second.
  boolean isRefusal() {
    return status != SILENT && status < HttpURLConnection.HTTP_INTERNAL_ERROR;
  }

  /// The runtime tells the status of a tunnel that was not opened in its message alone: `… Proxy
  /// returns "HTTP/1.1 407 Proxy Authentication Required"`.
  private static int statusIn(String message) {
    int digits = message.indexOf(STATUS) + STATUS.length() + "1 ".length();
    if (!message.contains(TUNNEL) || digits + 3 > message.length()) {
      return SILENT;
    }
    var status = message.substring(digits, digits + 3);
    return status.chars().allMatch(Character::isDigit) ? Integer.parseInt(status) : SILENT;
  }
}
