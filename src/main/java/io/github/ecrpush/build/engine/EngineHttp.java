package io.github.ecrpush.build.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// HTTP/1.1 as the Engine's API needs it: one request on a connection of its own, so that hanging
/// up ends exactly that request.
final class EngineHttp {

  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int MOST_HEADERS = 1000;

  private EngineHttp() {}

  /// Sends the request and reads the answer's head. The connection belongs to the answer.
  static EngineAnswer send(Socket connection, EngineRequest request) throws IOException {
    var out = new BufferedOutputStream(connection.getOutputStream(), BUFFER);
    writeHead(out, request);
    if (request.length().isPresent()) {
      request.body().transferTo(out);
    } else {
      writeChunks(out, request.body());
    }
    out.flush();
    return readAnswer(connection, request);
  }

  private static void writeHead(OutputStream out, EngineRequest request) throws IOException {
    var head = new StringBuilder();
    head.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\n");
    head.append("Host: docker\r\nConnection: close\r\nUser-Agent: ecr-push\r\n");
    request
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (request.length().isEmpty()) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else if (request.length().getAsLong() > 0 || request.method().equals("POST")) {
      head.append("Content-Length: ").append(request.length().getAsLong()).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void writeChunks(OutputStream out, InputStream body) throws IOException {
    var buffer = new byte[BUFFER];
    for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
      if (length > 0) {
        out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(buffer, 0, length);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static EngineAnswer readAnswer(Socket connection, EngineRequest request)
      throws IOException {
    var in = new BufferedInputStream(connection.getInputStream(), BUFFER);
    int status;
    Map<String, List<String>> headers;
    do { // a 1xx answer only says that the real one is to come
      status = status(readLine(in));
      headers = readHeaders(in);
    } while (status >= 100 && status < 200);
    return new EngineAnswer(status, headers, body(in, request, status, headers), connection);
  }

  private static int status(String line) throws ProtocolException {
    var parts = line.split(" ", 3);
    if (!line.startsWith("HTTP/1.") || parts.length < 2 || !parts[1].matches("[1-5]\\d\\d")) {
      throw new ProtocolException("this is not an answer in HTTP/1.1: " + printable(line));
    }
    return Integer.parseInt(parts[1]);
  }

  private static Map<String, List<String>> readHeaders(InputStream in) throws IOException {
    var headers = new HashMap<String, List<String>>();
    int count = 0;
    for (var line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      int colon = line.indexOf(':');
      if (colon <= 0 || ++count > MOST_HEADERS) {
        throw new ProtocolException("this is not a header: " + printable(line));
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static InputStream body(
      InputStream in, EngineRequest request, int status, Map<String, List<String>> headers)
      throws IOException {
    if (request.method().equals("HEAD") || status == 204 || status == 304) {
      return InputStream.nullInputStream();
    }
    if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
      return new ChunkedBody(in);
    }
    var length = headers.get("content-length");
    if (length == null) {
      return in; // until the Engine hangs up
    }
    try {
      return new SizedBody(in, Long.parseUnsignedLong(length.getFirst()));
    } catch (NumberFormatException _) {
      throw new ProtocolException("this is not a length: " + printable(length.getFirst()));
    }
  }

  /// Reads up to a line break, which is not part of the line.
  static String readLine(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new ProtocolException("the connection ended in the middle of the answer");
      }
      if (line.length() == LONGEST_LINE) {
        throw new ProtocolException("a line of the answer is longer than " + LONGEST_LINE);
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  private static String printable(String line) {
    var start = line.length() > 80 ? line.substring(0, 80) + "…" : line;
    return start.replaceAll("[^ -~…]", "?");
  }
}
