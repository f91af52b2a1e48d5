package io.github.ecrpush.build.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.failure.FailureException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTest {

  @Test
  void is_the_usual_socket_when_nothing_is_said() {
    assertThat(EngineAddress.from(Map.of())).isEqualTo(EngineAddress.USUAL);
    assertThat(EngineAddress.from(Map.of("DOCKER_HOST", " "))).isEqualTo(EngineAddress.USUAL);
  }

  @Test
  void is_the_socket_that_is_named() {
    assertThat(from("unix:///run/user/1000/docker.sock"))
        .isEqualTo(new EngineAddress.UnixSocket(Path.of("/run/user/1000/docker.sock")));
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://127.0.0.1:2375, 127.0.0.1, 2375",
    "tcp://docker:1234/, docker, 1234",
    "tcp://docker, docker, 2375",
    "tcp://[::1]:2375, [::1], 2375",
    "tcp://[::1], [::1], 2375",
  })
  void is_the_port_that_is_named(String text, String host, int port) {
    assertThat(from(text)).isEqualTo(new EngineAddress.Tcp(host, port));
  }

  @Test
  void is_protected_when_certificates_are_named() {
    assertThat(
            EngineAddress.from(
                Map.of("DOCKER_HOST", "tcp://docker:2376", "DOCKER_CERT_PATH", "/certs/client")))
        .isEqualTo(new EngineAddress.Tls("docker", 2376, Path.of("/certs/client")));
  }

  @Test
  void is_protected_by_the_usual_certificates_when_that_is_asked_for() {
    assertThat(
            EngineAddress.from(
                Map.of("DOCKER_HOST", "tcp://docker", "DOCKER_TLS_VERIFY", "1", "HOME", "/h")))
        .isEqualTo(new EngineAddress.Tls("docker", 2376, Path.of("/h/.docker")));
  }

  @Test
  void a_socket_needs_no_certificates() {
    assertThat(
            EngineAddress.from(
                Map.of("DOCKER_HOST", "unix:///x.sock", "DOCKER_TLS_VERIFY", "1", "HOME", "/h")))
        .isEqualTo(new EngineAddress.UnixSocket(Path.of("/x.sock")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker",
        "127.0.0.1:2375",
        "/var/run/docker.sock",
        "unix://var/run/docker.sock",
        "unix://",
        "tcp://",
        "tcp://:2375",
        "tcp://host:port",
        "tcp://host:0",
        "tcp://host:65536",
        "tcp://host:-1",
        "tcp://user@host:1",
        "tcp://host/path",
        "ssh://user@host",
        "npipe:////./pipe/docker_engine",
        "http://127.0.0.1:2375",
      })
  void refuses_what_is_no_address_that_it_knows(String text) {
    assertThatThrownBy(() -> from(text))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure().explanation().id()).isEqualTo("engine-address-unusable");
              assertThat(e.failure().explanation().why()).contains("`" + text + "`");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix:///x.sock", "tcp://docker:2375"})
  void reads_as_it_was_written(String text) {
    assertThat(from(text)).hasToString(text);
  }

  private static EngineAddress from(String host) {
    return EngineAddress.from(Map.of("DOCKER_HOST", host));
  }
}
