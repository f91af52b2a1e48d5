package io.github.ecrpush.train;

import io.github.ecrpush.socket.StreamSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A connection to the fake engine: one request in HTTP/1.1 and its answer, or an upgrade and then
/// HTTP/2.
final class Connection extends StreamSocket {

  /// @param headers by lower-case name
  record Request(String method, String path, String query, Map<String, String> headers) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final SocketChannel channel;

  Connection(SocketChannel channel) {
    super(Channels.newInputStream(channel), Channels.newOutputStream(channel));
    this.channel = channel;
  }

  /// Reads a request to the end of its body, and not a byte further.
  Request read() throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int next = getInputStream().read();
      if (next < 0) {
        throw new IOException("the request broke off");
      }
      head.write(next);
    }
    var lines = head.toString(StandardCharsets.UTF_8).split("\r\n");
    var headers = new HashMap<String, String>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    getInputStream().readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    var words = lines[0].split(" ");
    var target = words[1].split("\\?", 2);
    return new Request(words[0], target[0], target.length < 2 ? "" : target[1], headers);
  }

  /// Agrees to speak HTTP/2 from now on.
  Connection upgrade() throws IOException {
    write("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
    return this;
  }

  /// A short answer, as Go's server gives it: with its length.
  void answer(int status, String body) throws IOException {
    write(
        "HTTP/1.1 %d .\r\nApi-Version: 1.41\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, body.getBytes(StandardCharsets.UTF_8).length, body));
  }

  /// A long answer, or one that is told bit by bit: in chunks.
  void answerInChunks(String... chunks) throws IOException {
    write(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (var chunk : chunks) {
      int length = chunk.getBytes(StandardCharsets.UTF_8).length;
      write(Integer.toHexString(length) + "\r\n" + chunk + "\r\n");
    }
    write("0\r\n\r\n");
  }

  private void write(String text) throws IOException {
    getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }
}
