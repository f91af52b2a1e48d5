package io.github.ecrpush.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.build.engine.EngineAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineBuilderTest {

  @ParameterizedTest
  @ValueSource(strings = {"http://x/y:z", ".x/y:z", "\"registry.example/base:1\""})
  void knows_no_digest_of_what_is_no_name_of_an_image(String name) throws InterruptedException {
    var nowhere = new EngineAddress.UnixSocket(Path.of("/nonexistent"));

    try (var builder =
        new EngineBuilder(
            nowhere, () -> Instant.EPOCH, List.of(), _ -> Optional.empty(), _ -> {})) {
      assertThat(builder.digestOf(name)).isEmpty();
    }
  }
}
