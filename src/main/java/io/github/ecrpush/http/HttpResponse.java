package io.github.ecrpush.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a server answered. The body is read once, while the exchange lasts.
public record HttpResponse(int status, Map<String, List<String>> headers, InputStream body) {

  public HttpResponse {
    var byAnyCase = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    byAnyCase.putAll(headers);
    headers = byAnyCase;
  }

  /// The first header of this name, however it is written.
  public Optional<String> header(String name) {
    var values = headers.get(name);
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /// The whole body, which must not be longer than the limit.
  ///
  /// @throws BodyTooLargeException if it is
  public byte[] bytes(int limit) throws IOException {
    var bytes = body.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new BodyTooLargeException(limit);
    }
    return bytes;
  }

  /// The beginning of the body, at most this much, for telling what a server said.
  public byte[] beginning(int limit) throws IOException {
    return body.readNBytes(limit);
  }
}
