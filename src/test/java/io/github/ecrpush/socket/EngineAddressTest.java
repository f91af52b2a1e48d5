package io.github.ecrpush.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTest {

  @ParameterizedTest
  @CsvSource({
    "'', unix:///var/run/docker.sock",
    "unix:///run/user/1000/docker.sock, unix:///run/user/1000/docker.sock",
    "' unix:///a b.sock ', unix:///a b.sock",
    "tcp://10.0.0.1:2375, tcp://10.0.0.1:2375",
    "tcp://docker, tcp://docker:2375",
    "tcp://[::1]:4000, tcp://::1:4000",
  })
  void says_how_to_connect(String address, String dialer) throws Exception {
    assertThat(EngineAddress.dialer(Map.of("DOCKER_HOST", address))).hasToString(dialer);
  }

  @Test
  void takes_the_usual_one_when_nothing_is_said() throws Exception {
    assertThat(EngineAddress.dialer(Map.of()))
        .isEqualTo(new UnixDialer(Path.of("/var/run/docker.sock")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix://",
        "ssh://me@there",
        "npipe:////./pipe/docker",
        "tcp://",
        "docker",
        "tcp:// a"
      })
  void refuses_an_address_of_an_unknown_kind(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EngineAddress.dialer(Map.of("DOCKER_HOST", address)))
        .withMessageContaining("`" + address + "`");
  }

  @Test
  void wants_certificates_for_tls() {
    assertThatIOException()
        .isThrownBy(() ->
            EngineAddress.dialer(
                Map.of(
                    "DOCKER_HOST", "tcp://docker:2376",
                    "DOCKER_TLS_VERIFY", "1",
                    "DOCKER_CERT_PATH", "/not/there")))
        .withMessageContaining("/not/there/ca.pem");
  }
}
