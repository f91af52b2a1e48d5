package io.github.ecrpush.build.engine;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineFailuresTest {

  @Test
  void says_how_an_address_is_written() {
    assertGolden(EngineFailures.addressUnusable("ssh://me@build-host"));
  }

  @Test
  void says_which_certificates_are_wanted() {
    assertGolden(
        EngineFailures.certificatesUnusable(
            Path.of("/home/me/.docker"), "/home/me/.docker/key.pem is not there"));
  }

  @Test
  void says_how_to_look_at_certificates() {
    assertGolden(
        EngineFailures.certificateRefused(
            new EngineAddress.Tcp("docker", 2376), "PKIX path building failed"));
  }

  @Test
  void says_how_to_get_an_engine() {
    assertGolden(EngineFailures.noEngine(EngineAddress.USUAL, "No such file or directory"));
  }

  @Test
  void says_how_to_be_let_in() {
    assertGolden(EngineFailures.permissionDenied(EngineAddress.USUAL));
  }

  @Test
  void says_how_old_an_engine_may_be() {
    assertGolden(EngineFailures.tooOld(EngineAddress.USUAL, "19.03.15", new ApiVersion(1, 40)));
  }

  @Test
  void says_that_podman_does_not_do() {
    assertGolden(EngineFailures.isPodman(EngineAddress.USUAL));
  }

  @Test
  void says_what_answered_instead() {
    assertGolden(
        EngineFailures.notAnEngine(
            new EngineAddress.Tcp("127.0.0.1", 2376), "HTTP 400 without an API version"));
  }

  @Test
  void says_how_long_it_waited() {
    assertGolden(EngineFailures.silent(EngineAddress.USUAL, Duration.ofSeconds(20)));
  }
}
