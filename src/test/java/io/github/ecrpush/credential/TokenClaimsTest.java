package io.github.ecrpush.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenClaimsTest {

  @Test
  void reads_who_the_bearer_is() {
    var token =
        token(
            """
            {"iss":"https://i.example","aud":"sts.amazonaws.com","sub":"repo:octo/app:x",
             "exp":1700000000,"other":[1,2]}\
            """);

    var claims = TokenClaims.of(token).orElseThrow();

    assertThat(claims.issuer()).isEqualTo("https://i.example");
    assertThat(claims.audiences()).containsExactly("sts.amazonaws.com");
    assertThat(claims.subject()).isEqualTo("repo:octo/app:x");
    assertThat(claims.expires()).contains(Instant.ofEpochSecond(1_700_000_000));
    assertThat(claims.said()).containsEntry("other", List.of("1", "2"));
  }

  @Test
  void reads_several_audiences() {
    assertThat(TokenClaims.of(token("{\"aud\":[\"a\",\"b\"]}")).orElseThrow().audiences())
        .containsExactly("a", "b");
  }

  @Test
  void leaves_empty_what_the_token_does_not_say() {
    var claims = TokenClaims.of(token("{\"exp\":\"soon\",\"sub\":{}}")).orElseThrow();

    assertThat(claims.subject()).isEmpty();
    assertThat(claims.expires()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a.b.c.d", "a.%%%.c", "a.bm8ganNvbg.c", "a..c"})
  void makes_nothing_of_what_is_no_such_token(String text) {
    assertThat(TokenClaims.of(new Secret(text))).isEmpty();
  }

  private static Secret token(String claims) {
    var body =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return new Secret("e30." + body + ".c2ln");
  }
}
