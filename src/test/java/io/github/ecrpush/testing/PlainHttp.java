package io.github.ecrpush.testing;

import io.github.ecrpush.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// HTTP with nothing on top: any method, no redirect followed, no error thrown.
public final class PlainHttp {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private PlainHttp() {}

  /// What came back.
  public record Reply(int status, Map<String, List<String>> headers, byte[] bytes) {

    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /// A header's value, or empty text.
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> name.equalsIgnoreCase(entry.getKey()))
          .map(entry -> entry.getValue().getFirst())
          .findFirst()
          .orElse("");
    }

    /// The code of the first error that a registry reports.
    public String code() {
      return Json.parse(bytes).at("errors").elements().getFirst().at("code").text().orElse("");
    }
  }

  public static Reply send(String method, String url, Map<String, String> headers, byte[] body)
      throws IOException {
    return send(method, url, headers, BodyPublishers.ofByteArray(body));
  }

  public static Reply send(
      String method, String url, Map<String, String> headers, BodyPublisher body)
      throws IOException {
    var request = HttpRequest.newBuilder(URI.create(url)).method(method, body);
    headers.forEach(request::header);
    try {
      var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(response.statusCode(), response.headers().map(), response.body());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
