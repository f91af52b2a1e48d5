package io.github.ecrpush.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HijackTest {

  private static final String UPGRADED =
      "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";

  @TempDir Path directory;

  @Test
  void asks_for_the_upgrade_with_every_value_of_every_header() throws Exception {
    try (var engine = new ScriptedEngine(directory, UPGRADED);
        var _ =
            new Hijack(engine.dialer(), "/session", Map.of("X-Method", List.of("/a/B", "/c/D")))
                .dial()) {

      assertThat(engine.request())
          .startsWith("POST /session HTTP/1.1\r\n")
          .contains("\r\nConnection: Upgrade\r\n", "\r\nUpgrade: h2c\r\n")
          .contains("\r\nX-Method: /a/B\r\nX-Method: /c/D\r\n");
    }
  }

  @Test
  void leaves_the_first_byte_behind_the_answer_to_the_reader() throws Exception {
    try (var engine = new ScriptedEngine(directory, UPGRADED + "\n\r\nPRI * HTTP/2.0");
        var socket = new Hijack(engine.dialer(), "/session", Map.of()).dial()) {

      var first = socket.getInputStream().readNBytes(17);

      assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo("\n\r\nPRI * HTTP/2.0");
    }
  }

  @Test
  void carries_bytes_both_ways_after_the_upgrade() throws Exception {
    try (var engine = new ScriptedEngine(directory, UPGRADED);
        var socket = new Hijack(engine.dialer(), "/grpc", Map.of()).dial()) {
      socket.getOutputStream().write("to and fro".getBytes(StandardCharsets.UTF_8));

      var echo = socket.getInputStream().readNBytes(10);

      assertThat(new String(echo, StandardCharsets.UTF_8)).isEqualTo("to and fro");
    }
  }

  @Test
  void tells_the_status_and_the_words_of_a_refusal() throws Exception {
    var answer =
        "HTTP/1.1 404 Not Found\r\ncontent-LENGTH: 29\r\n\r\n{\"message\":\"page not found\"}\n";
    try (var engine = new ScriptedEngine(directory, answer)) {
      var hijack = new Hijack(engine.dialer(), "/session", Map.of());

      assertThatExceptionOfType(HijackRefusedException.class)
          .isThrownBy(hijack::dial)
          .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(404))
          .withMessageContaining("page not found");
    }
  }

  @Test
  void does_not_wait_for_the_body_of_a_refusal_whose_length_is_unknown() throws Exception {
    try (var engine = new ScriptedEngine(directory, "HTTP/1.1 400 Bad Request\r\n\r\nwords")) {
      var hijack = new Hijack(engine.dialer(), "/grpc", Map.of());

      assertThatExceptionOfType(HijackRefusedException.class)
          .isThrownBy(hijack::dial)
          .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400));
    }
  }

  @Test
  void refuses_an_answer_that_is_not_http() throws Exception {
    try (var engine = new ScriptedEngine(directory, "SSH-2.0-OpenSSH_9.9\r\n\r\n")) {
      var hijack = new Hijack(engine.dialer(), "/grpc", Map.of());

      assertThatIOException().isThrownBy(hijack::dial).withMessageContaining("not HTTP");
    }
  }

  @Test
  void refuses_an_answer_without_an_end() throws Exception {
    var answer = "HTTP/1.1 101 UPGRADED\r\n" + "X-Long: x\r\n".repeat(10_000);
    try (var engine = new ScriptedEngine(directory, answer)) {
      var hijack = new Hijack(engine.dialer(), "/grpc", Map.of());

      assertThatIOException().isThrownBy(hijack::dial).withMessageContaining("no end");
    }
  }

  @Test
  void refuses_a_header_that_would_add_another() throws Exception {
    try (var engine = new ScriptedEngine(directory, UPGRADED)) {
      var headers = Map.of("X-Name", List.of("a\r\nX-Other: b"));
      var hijack = new Hijack(engine.dialer(), "/session", headers);

      assertThatIllegalArgumentException().isThrownBy(hijack::dial);
    }
  }
}
