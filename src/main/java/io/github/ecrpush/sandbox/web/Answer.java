package io.github.ecrpush.sandbox.web;

import io.github.ecrpush.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a call is answered with.
public record Answer(int status, Map<String, String> headers, Body body) {

  /// The bytes that follow the headers. For `HEAD` only their number is sent.
  public sealed interface Body {
    long length();

    record Bytes(byte[] bytes) implements Body {
      @Override
      public long length() {
        return bytes.length;
      }
    }

    /// A JSON document that is written while it is sent, so that it is never whole in memory: it
    /// may have parts that are read when they are asked for, the same each time.
    record Document(Object value) implements Body {
      @Override
      public long length() {
        var counted = new LengthStream();
        Json.write(value, counted);
        return counted.length();
      }
    }

    /// Part of a file, which is never read into memory.
    record FilePart(Path file, long offset, long length) implements Body {}
  }

  public Answer {
    headers = Map.copyOf(headers);
  }

  public static Answer empty(int status) {
    return new Answer(status, Map.of(), new Body.Bytes(new byte[0]));
  }

  public static Answer bytes(int status, String contentType, byte[] bytes) {
    return new Answer(status, Map.of("Content-Type", contentType), new Body.Bytes(bytes));
  }

  public static Answer text(int status, String contentType, String text) {
    return bytes(status, contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer json(int status, Object value) {
    return text(status, "application/json", Json.write(value));
  }

  /// The same answer with one more header.
  public Answer with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }
}
