package io.github.ecrpush.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class RedactorTest {

  private final Redactor redactor = new Redactor();

  @Test
  void hides_every_occurrence() {
    redactor.hide(new Secret("hunter2!"));

    assertThat(redactor.redact("a hunter2! b hunter2!")).isEqualTo("a *** b ***");
  }

  @Test
  void hides_each_line_of_a_secret() {
    redactor.hide(new Secret("-----BEGIN KEY-----\nabcdef\n-----END KEY-----\n"));

    assertThat(redactor.redact("line: abcdef")).isEqualTo("line: ***");
  }

  @Test
  void hides_the_base64_form() {
    redactor.hide(new Secret("hunter2!"));
    var encoded = Base64.getEncoder().encodeToString("hunter2!".getBytes(StandardCharsets.UTF_8));

    assertThat(redactor.redact("x " + encoded)).doesNotContain("aHVudGVyMi");
  }

  @Test
  void hides_the_longer_of_two_secrets_first() {
    redactor.hide("abcd");
    redactor.hide("abcdefgh");

    assertThat(redactor.redact("abcdefgh abcd")).isEqualTo("*** ***");
  }

  @Test
  void does_not_blank_out_half_a_log_for_a_tiny_secret() {
    redactor.hide(new Secret("a"));

    assertThat(redactor.redact("a banana")).isEqualTo("a banana");
  }

  @Test
  void never_prints_a_secret_by_accident() {
    var secret = new Secret("hunter2!");

    assertThat(secret + " " + new RegistryCredential("user", secret)).doesNotContain("hunter2");
  }
}
