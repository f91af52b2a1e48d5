package io.github.ecrpush.sandbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WebServerTest {

  private final AtomicLong read = new AtomicLong();
  private Path file = Path.of("");
  private WebServer server;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    file = folder.resolve("blob");
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    server = WebServer.bind(address, Optional.empty(), this::answer, InstantSource.system());
    server.start();
  }

  @AfterEach
  void end() {
    server.close();
  }

  private Answer answer(Call call) throws IOException {
    return switch (call.path()) {
      case "/echo" -> Answer.bytes(200, "text/plain", call.document());
      case "/sink" -> {
        read.set(count(call.body()));
        yield Answer.empty(201);
      }
      case "/refuse" -> Answer.text(401, "text/plain", "no");
      case "/empty" -> Answer.empty(204);
      case "/file" -> {
        var part = new Answer.Body.FilePart(file, 0, Files.size(file));
        yield new Answer(200, java.util.Map.of(), part);
      }
      case "/bug" -> throw new IllegalStateException("bug");
      default -> Answer.text(404, "text/plain", call.path() + " " + call.rawQuery());
    };
  }

  private static long count(InputStream body) throws IOException {
    var buffer = new byte[64 * 1024];
    long count = 0;
    int more = body.read(buffer);
    while (more >= 0) {
      count += more;
      more = body.read(buffer);
    }
    return count;
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /// Reads one answer: its head and as much body as that announces.
  private static String receive(Socket socket) throws IOException {
    var in = socket.getInputStream();
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    int length = 0;
    for (var line : head.toString().split("\r\n", -1)) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private String exchange(String request) throws IOException {
    try (var socket = connect()) {
      send(socket, request);
      return receive(socket);
    }
  }

  @Test
  void answers_many_calls_on_one_connection() throws IOException {
    try (var socket = connect()) {
      for (int i = 0; i < 3; i++) {
        send(socket, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
        assertThat(receive(socket)).startsWith("HTTP/1.1 200 OK").endsWith("\r\n\r\nhi");
      }
    }
  }

  @Test
  void answers_calls_that_came_at_once_one_after_the_other() throws IOException {
    try (var socket = connect()) {
      send(socket, "GET /a HTTP/1.1\r\n\r\nGET /b?c=%2F HTTP/1.1\r\n\r\n");

      assertThat(receive(socket)).endsWith("/a ");
      assertThat(receive(socket)).endsWith("/b c=%2F");
    }
  }

  @Test
  void reads_chunks_and_ignores_trailers() throws IOException {
    var head = "POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    var chunks = List.of("3;a=b", "foo", "0A", "0123456789", "0", "X-Sum: 1", "", "");

    var reply = exchange(head + String.join("\r\n", chunks));

    assertThat(reply).endsWith("foo0123456789");
  }

  @Test
  void tells_a_waiting_client_to_go_on_when_the_body_is_wanted() throws IOException {
    try (var socket = connect()) {
      send(socket, "POST /echo HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      assertThat(receive(socket)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

      send(socket, "hi");
      assertThat(receive(socket)).startsWith("HTTP/1.1 200").endsWith("hi");
    }
  }

  @Test
  void refuses_a_waiting_client_without_taking_its_body() throws IOException {
    try (var socket = connect()) {
      send(
          socket,
          "POST /refuse HTTP/1.1\r\nContent-Length: 999999999\r\nExpect: 100-continue\r\n\r\n");

      assertThat(receive(socket)).startsWith("HTTP/1.1 401").contains("Connection: close");
    }
  }

  @Test
  void lets_a_refused_client_send_all_and_read_the_answer() throws IOException {
    try (var socket = connect()) {
      send(socket, "PUT /refuse HTTP/1.1\r\nContent-Length: 50000000\r\n\r\n");
      socket.getOutputStream().write(new byte[50_000_000]);

      assertThat(receive(socket)).startsWith("HTTP/1.1 401 Unauthorized").endsWith("no");
      send(socket, "GET /next HTTP/1.1\r\n\r\n");
      assertThat(receive(socket)).endsWith("/next ");
    }
  }

  @Test
  void sends_the_head_alone_when_asked_for_it() throws IOException {
    Files.write(file, new byte[12_345]);
    try (var socket = connect()) {
      send(socket, "HEAD /file HTTP/1.1\r\n\r\nGET /empty HTTP/1.1\r\n\r\n");
      var head = new String(socket.getInputStream().readNBytes(1), StandardCharsets.UTF_8);
      var rest = new StringBuilder(head);
      while (!rest.toString().endsWith("\r\n\r\n")) {
        rest.append((char) socket.getInputStream().read());
      }

      assertThat(rest.toString()).contains("Content-Length: 12345");
      assertThat(receive(socket)).startsWith("HTTP/1.1 204").doesNotContain("Content-Length");
    }
  }

  @Test
  void answers_a_client_that_speaks_tls_to_a_plain_port_at_once() throws IOException {
    try (var socket = connect()) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3});

      assertThat(receive(socket)).startsWith("HTTP/1.1 400 Bad Request");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET\r\n\r\n",
        "GET / HTTP/2.0\r\n\r\n",
        "GET nowhere HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\n folded: x\r\n\r\n",
        "GET / HTTP/1.1\r\nName : x\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\nx",
        "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "get / HTTP/1.1\r\n\r\n",
      })
  void refuses_what_is_not_http(String request) throws IOException {
    assertThat(exchange(request)).startsWith("HTTP/1.1 400").contains("Connection: close");
  }

  @Test
  void refuses_an_encoding_that_it_does_not_know() throws IOException {
    assertThat(exchange("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n"))
        .startsWith("HTTP/1.1 501");
  }

  @Test
  void refuses_headers_without_end() throws IOException {
    assertThat(exchange("GET / HTTP/1.1\r\nX: " + "x".repeat(100_000))).startsWith("HTTP/1.1 431");
  }

  @Test
  void refuses_a_document_that_is_too_large_to_hold() throws IOException {
    try (var socket = connect()) {
      send(socket, "POST /echo HTTP/1.1\r\nContent-Length: 30000000\r\n\r\n");
      socket.getOutputStream().write(new byte[30_000_000]);

      assertThat(receive(socket)).startsWith("HTTP/1.1 500").contains("RequestEntityTooLarge");
    }
  }

  @Test
  void refuses_a_document_without_end_that_is_too_large_to_hold() throws IOException {
    try (var socket = connect()) {
      send(socket, "POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1C9C380\r\n");
      socket.getOutputStream().write(new byte[30_000_000]);
      send(socket, "\r\n0\r\n\r\n");

      assertThat(receive(socket)).startsWith("HTTP/1.1 500").contains("RequestEntityTooLarge");
    }
  }

  @Test
  void survives_clients_that_break_off() throws IOException {
    var beginnings =
        new String[] {
          "GET / HT",
          "POST /sink HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf",
          "POST /sink HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf",
          "POST /sink HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        };
    for (var beginning : beginnings) {
      try (var socket = connect()) {
        send(socket, beginning);
        socket.shutdownOutput();
        assertThat(receive(socket)).doesNotStartWith("HTTP/1.1 2");
      }
    }

    assertThat(exchange("GET /alive HTTP/1.1\r\n\r\n")).endsWith("/alive ");
  }

  @Test
  void says_that_it_failed_when_it_did() throws IOException {
    assertThat(exchange("GET /bug HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 500")
        .contains("The sandbox failed: java.lang.IllegalStateException: bug");
  }

  @Test
  void ends_the_connection_when_the_client_wishes_or_speaks_http_1_0() throws IOException {
    assertThat(exchange("GET /a HTTP/1.0\r\n\r\n")).contains("Connection: close");
    assertThat(exchange("GET /a HTTP/1.1\r\nConnection: close\r\n\r\n"))
        .contains("Connection: close");
  }

  @Test
  void takes_the_path_of_a_whole_address() throws IOException {
    assertThat(exchange("GET http://host:1/a/b?c HTTP/1.1\r\n\r\n")).endsWith("/a/b c");
  }

  @Test
  void makes_room_for_a_new_client_when_idle_ones_take_it_all() throws IOException {
    var idle = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 256; i++) {
        idle.add(connect());
      }

      assertThat(exchange("GET /late HTTP/1.1\r\n\r\n")).endsWith("/late ");
    } finally {
      for (var socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void ends_within_two_seconds_while_clients_are_connected() throws IOException {
    try (var idle = connect();
        var slow = connect()) {
      send(idle, "GET /a HTTP/1.1\r\n\r\n");
      receive(idle);
      send(slow, "POST /sink HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf");
      long begun = System.nanoTime();

      server.close();

      assertThat(System.nanoTime() - begun).isLessThan(2_000_000_000L);
    }
  }
}
