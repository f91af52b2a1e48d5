package io.github.ecrpush.build;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import org.junit.jupiter.api.Test;

class EngineTroubleFailuresTest {

  private static final String WHAT = "Could not push `registry.example.com/app:v1`.";

  @Test
  void names_the_folder_of_the_engines_own_trust() {
    says(
        new EngineTrouble.Untrusted(
            "registry.example.com:5000", "certificate signed by unknown authority"));
  }

  @Test
  void says_where_tls_can_be_left_out() {
    says(new EngineTrouble.Unencrypted("registry.example.com:5000"));
  }

  @Test
  void says_which_name_is_unknown() {
    says(new EngineTrouble.HostUnknown("registry.example.com:5000"));
  }

  @Test
  void says_that_the_engine_has_a_proxy_of_its_own() {
    says(
        new EngineTrouble.ProxyRefused(
            "proxyconnect tcp: dial tcp 192.0.2.9:3128: connect: connection refused"));
  }

  @Test
  void says_that_nobody_answers() {
    says(
        new EngineTrouble.Unreachable(
            "registry.example.com", "dial tcp 192.0.2.7:443: i/o timeout"));
  }

  @Test
  void says_how_to_make_room() {
    says(new EngineTrouble.DiskFull());
  }

  private static void says(EngineTrouble trouble) {
    assertGolden(EngineTroubleFailures.of(WHAT, trouble));
  }
}
