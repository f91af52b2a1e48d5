package io.github.ecrpush.build.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient;
import io.github.ecrpush.testing.TestEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What docker-java wants of a transport, against a real engine.
@Timeout(60)
abstract class DockerHttpTransportContract {

  private final TestEngine which;
  private EngineFixture engine;
  private DockerHttpTransport transport;
  private DockerClient client;

  DockerHttpTransportContract(TestEngine which) {
    this.which = which;
  }

  @BeforeEach
  void open() throws InterruptedException {
    engine = new EngineFixture(which);
    transport = new DockerHttpTransport(engine.dialer());
    client = EngineClient.over(transport);
  }

  @AfterEach
  void close() throws IOException {
    transport.close();
    engine.close();
  }

  @Test
  void pings() {
    client.pingCmd().exec();
  }

  @Test
  void asks_for_the_version() {
    assertThat(client.versionCmd().exec().getVersion()).isEqualTo(engine.engine().version());
    assertThat(client.infoCmd().exec().getServerVersion()).isEqualTo(engine.engine().version());
  }

  @Test
  void inspects_an_image() throws IOException {
    var image = engine.image(new Random().nextLong(), 1000);

    assertThat(client.inspectImageCmd(image.toString()).exec().getId()).isEqualTo(image.toString());
  }

  @Test
  void an_image_that_is_not_there_is_not_found() {
    assertThatThrownBy(() -> client.inspectImageCmd("never.invalid/seen:1").exec())
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void sends_a_body_of_unknown_length_and_reads_one() throws IOException {
    var body = new ByteArrayInputStream(new byte[2_000_000]); // an empty tar
    var request =
        DockerHttpClient.Request.builder()
            .method(DockerHttpClient.Request.Method.POST)
            .path("/images/create?fromSrc=-")
            .body(body)
            .putAllHeaders(Map.of("Content-Type", "application/x-tar"))
            .build();

    try (var response = transport.execute(request)) {
      var text = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(response.getStatusCode()).isEqualTo(200);
      assertThat(text).contains("sha256:");
      engine.remove(text.replaceAll("(?s).*(sha256:[0-9a-f]{64}).*", "$1"));
    }
  }

  @Test
  void reads_a_body_while_it_is_written_and_hangs_up_when_closed() throws Exception {
    var first = new CompletableFuture<Integer>();
    var response = transport.execute(events());
    var reader =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                first.complete(response.getBody().read());
                while (response.getBody().read() >= 0) {
                  // until the connection is gone
                }
              } catch (IOException _) {
                // which it is now
              }
            });
    engine.remove(engine.image(new Random().nextLong(), 1000).toString()); // an event
    assertThat(first.get()).isEqualTo((int) '{');

    response.close();

    assertThat(reader.join(Duration.ofSeconds(2))).isTrue();
  }

  @Test
  void hangs_up_on_everything_when_it_is_closed_itself() throws Exception {
    var response = transport.execute(events());
    var reader =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                response.getBody().readAllBytes();
              } catch (IOException _) {
                // gone
              }
            });

    transport.close();

    assertThat(reader.join(Duration.ofSeconds(2))).isTrue();
    assertThatThrownBy(() -> client.pingCmd().exec()).hasMessageContaining("closed");
  }

  private static DockerHttpClient.Request events() {
    return DockerHttpClient.Request.builder()
        .method(DockerHttpClient.Request.Method.GET)
        .path("/events")
        .build();
  }
}
