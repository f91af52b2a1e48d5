package io.github.ecrpush.build.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineHttpTest {

  @Test
  void reads_a_body_of_a_said_length_and_not_a_byte_more() throws IOException {
    var answer = answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer)).isEqualTo("hello");
  }

  @Test
  void reads_a_body_in_chunks() throws IOException {
    var head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    var chunks = "5\r\nhello\r\n1;note=x\r\n \r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n";
    var answer = answer(head + chunks);

    assertThat(text(answer)).isEqualTo("hello 0123456789");
  }

  @Test
  void reads_a_body_without_a_length_to_the_end_of_the_connection() throws IOException {
    assertThat(text(answer("HTTP/1.1 200 OK\r\n\r\nall of it"))).isEqualTo("all of it");
  }

  @Test
  void an_answer_without_a_body_has_none() throws IOException {
    assertThat(text(answer("HTTP/1.1 204 No Content\r\n\r\n"))).isEmpty();
  }

  @Test
  void waits_for_the_real_answer_after_a_preliminary_one() throws IOException {
    var answer =
        answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");

    assertThat(answer.status()).isEqualTo(201);
  }

  @Test
  void finds_headers_whatever_their_case() throws IOException {
    var answer = answer("HTTP/1.1 200 OK\r\nAPI-version:  1.41 \r\nContent-Length: 0\r\n\r\n");

    assertThat(answer.header("api-version")).contains("1.41");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello!\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "<html>",
      })
  void a_broken_answer_is_an_error_and_never_a_short_body(String bytes) {
    assertThatThrownBy(() -> text(answer(bytes))).isInstanceOf(ProtocolException.class);
  }

  @Test
  void an_endless_line_is_an_error() {
    assertThatThrownBy(() -> answer("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1_000_000)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void endless_headers_are_an_error() {
    assertThatThrownBy(() -> answer("HTTP/1.1 200 OK\r\n" + "X: x\r\n".repeat(100_000)))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void sends_a_body_whose_length_is_known_with_its_length() throws IOException {
    var sent = sent(EngineRequest.of("POST", "/x", Map.of("A", "b"), "body".getBytes(UTF_8)));

    assertThat(sent)
        .startsWith("POST /x HTTP/1.1\r\n")
        .contains("A: b\r\n", "Content-Length: 4\r\n", "Connection: close\r\n")
        .endsWith("\r\n\r\nbody");
  }

  @Test
  void sends_a_streamed_body_in_chunks() throws IOException {
    var body = new ByteArrayInputStream("x".repeat(70_000).getBytes(UTF_8));

    var sent = sent(EngineRequest.streamed("POST", "/x", Map.of(), body));

    assertThat(sent)
        .contains("Transfer-Encoding: chunked\r\n")
        .contains("\r\n\r\n10000\r\nxxx")
        .endsWith("xxx\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a b", "/a\r\nX: y", "/a\nb", "/\0"})
  void refuses_a_path_that_would_begin_another_request(String path) {
    assertThatThrownBy(() -> EngineRequest.get(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuses_a_header_that_would_begin_another_one() {
    assertThatThrownBy(() -> EngineRequest.of("GET", "/", Map.of("A", "b\r\nC: d"), new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("C: d");
  }

  private static String text(EngineAnswer answer) throws IOException {
    return new String(answer.body().readAllBytes(), UTF_8);
  }

  private static EngineAnswer answer(String bytes) throws IOException {
    return EngineHttp.send(new Recorded(bytes), EngineRequest.get("/"));
  }

  private static String sent(EngineRequest request) throws IOException {
    var socket = new Recorded("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    EngineHttp.send(socket, request);
    return socket.sent.toString(UTF_8);
  }

  /// Answers with fixed bytes and remembers what was sent.
  private static final class Recorded extends Socket {

    private final InputStream answer;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private Recorded(String answer) {
      this.answer = new ByteArrayInputStream(answer.getBytes(UTF_8));
    }

    @Override
    public InputStream getInputStream() {
      return answer;
    }

    @Override
    public OutputStream getOutputStream() {
      return sent;
    }
  }
}
