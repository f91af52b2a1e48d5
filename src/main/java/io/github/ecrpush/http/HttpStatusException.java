package io.github.ecrpush.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A server answered, but with a status that is no success.
public final class HttpStatusException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final int ENOUGH_TO_EXPLAIN = 4 * 1024;

  private final int status;
  private final String body;

  private HttpStatusException(HttpRequest request, int status, String body) {
    super(request + " was answered with status " + status);
    this.status = status;
    this.body = body;
  }

  public static HttpStatusException of(HttpRequest request, HttpResponse response)
      throws IOException {
    var body = new String(response.beginning(ENOUGH_TO_EXPLAIN), StandardCharsets.UTF_8);
    return new HttpStatusException(request, response.status(), body);
  }

  public int status() {
    return status;
  }

  /// The beginning of what the server said. It is not part of the message, because it is not ours.
  public String body() {
    return body;
  }

  /// Whether the same request may be answered better a little later.
  public boolean isTemporary() {
    return isTemporary(status);
  }

  static boolean isTemporary(int status) {
    return status == 429 || status >= 500;
  }
}
