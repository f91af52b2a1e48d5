package io.github.ecrpush.failure;

import java.util.OptionalInt;

/// The words for a proxy that keeps us from a server, whoever that is.
public final class ProxyFailures {

  private static final int ITS_OWN = 500;

  private ProxyFailures() {}

  /// What the proxy did, in words.
  ///
  /// @param what the sentence that says what could not be done
  /// @param server as the reader knows it: `STS in eu-west-3`
  /// @param proxy its address, without its password
  /// @param status what it answered, or nothing when no connection was made to it
  public static Failure of(String what, String server, String proxy, OptionalInt status) {
    if (status.isEmpty()) {
      return silent(what, server, proxy);
    }
    return status.getAsInt() < ITS_OWN
        ? refused(what, server, proxy, status.getAsInt())
        : failed(what, server, proxy, status.getAsInt());
  }

  private static Failure refused(String what, String server, String proxy, int status) {
    return new Failure.Misconfigured(
        new Explanation(
            "network-proxy-refused",
            what,
            "The proxy `%s` did not let us through to %s (status %d)."
                .formatted(proxy, server, status),
            """
            Give the proxy's user and password where the proxy is named (`http-proxy`, `HTTPS_PROXY`
            or `HTTP_PROXY`), and have the host allowed there:

                HTTPS_PROXY=http://user:password@proxy.example:3128
            """),
        "HTTPS_PROXY");
  }

  private static Failure failed(String what, String server, String proxy, int status) {
    return new Failure.Unavailable(
        new Explanation(
            "network-proxy-failed",
            what,
            "The proxy `%s` could not bring us to %s (status %d), and trying again did not help."
                .formatted(proxy, server, status),
            """
            Look whether the proxy works, and whether it can reach that host itself. What is
            reached without the proxy stands in `NO_PROXY`.\
            """),
        "the proxy");
  }

  private static Failure silent(String what, String server, String proxy) {
    return new Failure.Unavailable(
        new Explanation(
            "network-proxy-silent",
            what,
            "No connection can be made to the proxy `%s`, through which %s is reached."
                .formatted(proxy, server),
            """
            Correct `HTTPS_PROXY`, `HTTP_PROXY` or `http-proxy`, or see that the proxy runs. What
            is reached without the proxy stands in `NO_PROXY`.\
            """),
        "the proxy");
  }
}
