package io.github.ecrpush.build.engine;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;

/// One request to the Engine. A body whose length is known is sent with it, another one in chunks.
record EngineRequest(
    String method,
    String path,
    Map<String, String> headers,
    InputStream body,
    OptionalLong length) {

  static EngineRequest get(String path) {
    return of("GET", path, Map.of(), new byte[0]);
  }

  static EngineRequest of(String method, String path, Map<String, String> headers, byte[] body) {
    return new EngineRequest(
        method, path, headers, new ByteArrayInputStream(body), OptionalLong.of(body.length));
  }

  static EngineRequest streamed(
      String method, String path, Map<String, String> headers, InputStream body) {
    return new EngineRequest(method, path, headers, body, OptionalLong.empty());
  }

  /// A space or a line break in what stands before the body would begin another request.
  EngineRequest {
    if (!isSafe(method) || !isSafe(path) || path.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("not a request line: " + method + " " + path);
    }
    headers.forEach((name, value) -> {
      if (!isSafe(name) || !isSafe(value)) {
        throw new IllegalArgumentException("the header " + name + " has a line break");
      }
    });
  }

  private static boolean isSafe(String text) {
    return text.chars().noneMatch(character -> character < ' ' || character == 0x7f);
  }
}
