package io.github.ecrpush.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;

/// HTTP over the Java runtime's oldest client, which starts fastest and streams fastest.
public final class UrlConnectionTransport implements HttpTransport {

  private final Connections connections;

  public UrlConnectionTransport(Connections connections) {
    this.connections = connections;
  }

  @Override
  public <T> T send(HttpRequest request, Reading<T> reading)
      throws IOException, InterruptedException {
    return Interruption.heededBy(() -> exchange(request, reading));
  }

  private <T> T exchange(HttpRequest request, Reading<T> reading) throws IOException {
    var connection = connections.open(request.uri());
    prepare(connection, request);
    if (request.body().length > 0) {
      try (var out = connection.getOutputStream()) {
        out.write(request.body());
      }
    }
    int status = connection.getResponseCode();
    requireTunnel(connection, status);
    try (var body = body(connection, status)) {
      return reading.read(new HttpResponse(status, headers(connection), body));
    }
  }

  private static void prepare(HttpURLConnection connection, HttpRequest request)
      throws IOException {
    connection.setRequestMethod(request.method());
    int patience = (int) Math.max(1, request.patience().toMillis());
    connection.setConnectTimeout(Math.min(patience, connection.getConnectTimeout()));
    connection.setReadTimeout(patience);
    request.headers().forEach(connection::setRequestProperty);
    if (request.body().length > 0) {
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(request.body().length);
    }
  }

  /// The runtime shows a proxy's refusal of a tunnel as if it were the server's answer; only its
  /// stream tells.
  private static void requireTunnel(HttpURLConnection connection, int status) throws IOException {
    if (status >= 400 && connection.usingProxy() && connection instanceof HttpsURLConnection) {
      try {
        connection.getInputStream().close();
      } catch (IOException e) {
        if (ConnectionProblem.of(e).filter(ConnectionProblem.PROXY_REFUSED::equals).isPresent()) {
          throw e;
        }
      }
    }
  }

  private static InputStream body(HttpURLConnection connection, int status) throws IOException {
    var body = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    return body == null ? InputStream.nullInputStream() : body;
  }

  private static Map<String, List<String>> headers(HttpURLConnection connection) {
    var headers = new HashMap<String, List<String>>();
    connection
        .getHeaderFields()
        .forEach((name, values) -> {
          if (name != null) { // the runtime keeps the status line under no name
            headers.put(name, values);
          }
        });
    return headers;
  }
}
