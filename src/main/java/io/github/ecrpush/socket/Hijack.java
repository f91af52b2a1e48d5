package io.github.ecrpush.socket;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Opens connections to a Docker Engine and has it take its HTTP away from them: what is left is a
/// raw stream on which HTTP/2 is spoken, by us (`/grpc`) or by the Engine (`/session`).
///
/// @param engine opens connections to the Engine
/// @param path what to upgrade to
/// @param headers further headers of the request, each with its values
public record Hijack(Dialer engine, String path, Map<String, List<String>> headers)
    implements Dialer {

  private static final int LONGEST_HEAD = 64 * 1024;
  private static final int LONGEST_EXPLANATION = 4 * 1024;
  private static final int SWITCHING_PROTOCOLS = 101;

  /// @throws HijackRefusedException if the Engine answers with anything but the upgrade
  @Override
  public Socket dial() throws IOException {
    var socket = engine.dial();
    try {
      socket.getOutputStream().write(request());
      socket.getOutputStream().flush();
      var head = readHead(socket.getInputStream());
      int status = statusOf(head);
      if (status != SWITCHING_PROTOCOLS) {
        throw new HijackRefusedException(path, status, explanation(socket.getInputStream(), head));
      }
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private byte[] request() {
    var text =
        new StringBuilder("POST ")
            .append(path)
            .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n")
            .append("Content-Length: 0\r\n");
    headers.forEach((name, values) -> {
      for (var value : values) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
          throw new IllegalArgumentException("the header " + name + " has a line break");
        }
        text.append(name).append(": ").append(value).append("\r\n");
      }
    });
    return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Reads up to the blank line and not one byte further: on `/session` the Engine's first HTTP/2
  /// frames may arrive together with its answer.
  private static String readHead(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int lineBreaks = 0;
    while (lineBreaks < 2) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection ended within the answer to an upgrade");
      }
      if (head.size() == LONGEST_HEAD) {
        throw new IOException("the answer to an upgrade has no end");
      }
      head.write(next);
      if (next == '\n') {
        lineBreaks++;
      } else if (next != '\r') {
        lineBreaks = 0;
      }
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static int statusOf(String head) throws IOException {
    var words = head.lines().findFirst().orElse("").split(" ", 3);
    if (words.length >= 2 && words[0].startsWith("HTTP/1.") && words[1].matches("[1-9][0-9]{2}")) {
      return Integer.parseInt(words[1]);
    }
    throw new IOException("the answer to an upgrade is not HTTP");
  }

  /// The body of a refusal, as far as its length is told: without it, waiting for the end of the
  /// body might mean waiting for ever.
  private static String explanation(InputStream in, String head) throws IOException {
    var length =
        head.lines()
            .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
            .map(line -> line.substring(15).strip())
            .filter(value -> value.matches("[0-9]{1,9}"))
            .findFirst();
    if (length.isEmpty()) {
      return "";
    }
    int size = Math.min(Integer.parseInt(length.get()), LONGEST_EXPLANATION);
    return new String(in.readNBytes(size), StandardCharsets.UTF_8).strip();
  }
}
