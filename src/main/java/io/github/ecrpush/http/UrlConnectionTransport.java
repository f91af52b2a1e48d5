package io.github.ecrpush.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    int status = status(connection, request);
    connections.requirePassage(request.uri(), status);
    try (var body = body(connection, status)) {
      return reading.read(new HttpResponse(status, headers(connection), body));
    }
  }

  /// Connects first: the runtime would show a proxy's refusal of a tunnel as the server's answer.
  private int status(HttpURLConnection connection, HttpRequest request) throws IOException {
    try {
      connection.connect();
      if (request.body().length > 0) {
        try (var out = connection.getOutputStream()) {
          out.write(request.body());
        }
      }
      return connection.getResponseCode();
    } catch (IOException e) {
      throw connections.toldOfProxy(request.uri(), e);
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
