package io.github.ecrpush.sandbox;

import io.github.ecrpush.testing.DockerRegistry;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// The contract of a registry, held against the one that Debian ships.
@TestInstance(Lifecycle.PER_CLASS)
class DebianRegistryIT extends RegistryContract {

  private String address = "";
  private @Nullable DockerRegistry registry;

  @BeforeAll
  void start() {
    var started = DockerRegistry.open();
    registry = started;
    address = "http://" + started.host();
  }

  @AfterAll
  void end() {
    if (registry != null) {
      registry.close();
    }
  }

  @Override
  String address() {
    return address;
  }

  /// It may not know, for a moment, a blob that several clients upload.
  @Override
  int tries() {
    return 10;
  }

  @Override
  Map<String, String> login() {
    return Map.of();
  }
}
