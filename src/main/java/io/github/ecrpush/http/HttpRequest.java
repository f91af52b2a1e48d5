package io.github.ecrpush.http;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What is asked of a server. It prints neither its headers nor its query, for secrets travel
/// there.
///
/// @param body what is sent; nothing when it is empty
/// @param patience how long to wait for a connection, and again for each part of the answer
public record HttpRequest(
    String method, URI uri, Map<String, String> headers, byte[] body, Duration patience) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  public HttpRequest {
    headers = Map.copyOf(headers);
  }

  public static HttpRequest get(URI uri) {
    return new HttpRequest("GET", uri, Map.of(), new byte[0], PATIENCE);
  }

  public static HttpRequest head(URI uri) {
    return new HttpRequest("HEAD", uri, Map.of(), new byte[0], PATIENCE);
  }

  public static HttpRequest put(URI uri, byte[] body) {
    return new HttpRequest("PUT", uri, Map.of(), body, PATIENCE);
  }

  /// The same request with one more header.
  ///
  /// @throws IllegalArgumentException if no header holds such a value, which is not shown
  public HttpRequest with(String name, String value) {
    HeaderText.require(name, value);
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new HttpRequest(method, uri, more, body, patience);
  }

  /// The same request, which waits no longer than this.
  public HttpRequest within(Duration time) {
    return time.compareTo(patience) < 0 ? new HttpRequest(method, uri, headers, body, time) : this;
  }

  @Override
  public String toString() {
    return method + " " + RedactedUri.of(uri);
  }
}
