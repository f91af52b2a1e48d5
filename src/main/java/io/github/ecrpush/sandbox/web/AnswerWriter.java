package io.github.ecrpush.sandbox.web;

import io.github.ecrpush.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/// Writes answers to a client, one after the other.
final class AnswerWriter {

  private static final int BUFFER = 128 * 1024;
  private static final Map<Integer, String> PHRASES =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(202, "Accepted"),
          Map.entry(204, "No Content"),
          Map.entry(206, "Partial Content"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(413, "Content Too Large"),
          Map.entry(416, "Range Not Satisfiable"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"));

  private final OutputStream out;
  private final InstantSource clock;

  AnswerWriter(OutputStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  /// Tells the client to send its body.
  void goOn() throws IOException {
    out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /// @param headOnly whether the client asked for the headers alone
  /// @param close whether this is the connection's last answer
  void write(Answer answer, boolean headOnly, boolean close) throws IOException {
    var head = new StringBuilder();
    var phrase = PHRASES.getOrDefault(answer.status(), "Unknown");
    head.append("HTTP/1.1 ").append(answer.status()).append(' ').append(phrase).append("\r\n");
    var now = clock.instant().atZone(ZoneOffset.UTC);
    header(head, "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now));
    answer.headers().forEach((name, value) -> header(head, name, value));
    if (answer.status() != 204) {
      header(head, "Content-Length", Long.toString(answer.body().length()));
    }
    if (close) {
      header(head, "Connection", "close");
    }
    head.append("\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (!headOnly && answer.status() != 204) {
      switch (answer.body()) {
        case Answer.Body.Bytes(byte[] bytes) -> out.write(bytes);
        case Answer.Body.Document(Object value) -> Json.write(value, out);
        case Answer.Body.FilePart part -> copy(part);
      }
    }
    out.flush();
  }

  private static void header(StringBuilder head, String name, String value) {
    var line = value.replace('\r', ' ').replace('\n', ' ');
    head.append(name).append(": ").append(line).append("\r\n");
  }

  private void copy(Answer.Body.FilePart part) throws IOException {
    try (var file = FileChannel.open(part.file())) {
      var buffer = ByteBuffer.allocate(BUFFER);
      file.position(part.offset());
      long left = part.length();
      while (left > 0) {
        int read = file.read(buffer.clear().limit((int) Math.min(BUFFER, left)));
        if (read < 0) {
          throw new IOException("a blob became shorter while it was sent");
        }
        out.write(buffer.array(), 0, read);
        left -= read;
      }
    }
  }
}
