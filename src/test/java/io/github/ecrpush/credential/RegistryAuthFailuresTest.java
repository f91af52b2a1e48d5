package io.github.ecrpush.credential;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import io.github.ecrpush.image.RegistryHost;
import org.junit.jupiter.api.Test;

class RegistryAuthFailuresTest {

  @Test
  void says_which_line_could_not_be_read() {
    assertGolden(
        RegistryAuthFailures.unreadable(
            3, "A value that has signs which mean something in YAML stands in quotes."));
  }

  @Test
  void says_which_keys_a_login_has() {
    assertGolden(RegistryAuthFailures.keyUnknown(2));
  }

  @Test
  void says_why_a_password_may_be_empty() {
    assertGolden(RegistryAuthFailures.valueMissing(1, "password"));
  }

  @Test
  void says_how_a_registry_is_written() {
    assertGolden(RegistryAuthFailures.registryMalformed(1));
  }

  @Test
  void says_which_registry_has_two_logins() {
    assertGolden(RegistryAuthFailures.registryTwice(new RegistryHost("ghcr.io")));
  }
}
