package io.github.ecrpush.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

  private static final String EMPTY =
      "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void is_the_fingerprint_of_bytes() {
    assertThat(Digest.of(new byte[0])).hasToString(EMPTY);
    assertThat(Digest.of("hello".getBytes(StandardCharsets.UTF_8)).hex())
        .startsWith("2cf24dba5fb0");
  }

  @Test
  void is_the_same_over_a_stream_as_over_its_bytes() {
    var running = Digest.sha256();
    running.update("hel".getBytes(StandardCharsets.UTF_8));
    running.update("lo".getBytes(StandardCharsets.UTF_8));

    assertThat(Digest.of(running)).isEqualTo(Digest.of("hello".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void prints_what_it_parsed() {
    assertThat(Digest.parse(EMPTY)).hasToString(EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256:",
        "sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
        "sha256:e3b0c442",
        "sha256:../../../etc/passwd0000000000000000000000000000000000000000000000",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"
      })
  void refuses_what_is_no_digest(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Digest.parse(text));
  }
}
