package io.github.ecrpush.credential;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What an identity token says about its bearer. It is read to explain a refusal; nothing is
/// verified here, and nothing is decided by it.
public record TokenClaims(
    String issuer, List<String> audiences, String subject, Optional<Instant> expires) {

  public TokenClaims {
    audiences = List.copyOf(audiences);
  }

  /// The claims of a JSON Web Token, or nothing when it is none.
  public static Optional<TokenClaims> of(Secret token) {
    var parts = token.reveal().split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      var json = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      return Optional.of(read(Json.parse(json)));
    } catch (IllegalArgumentException | JsonException _) { // then it is no such token
      return Optional.empty();
    }
  }

  private static TokenClaims read(JsonTree claims) {
    var audience = claims.at("aud");
    var audiences =
        audience.isArray()
            ? audience.elements().stream().flatMap(one -> one.text().stream()).toList()
            : audience.text().stream().toList();
    return new TokenClaims(
        claims.at("iss").text().orElse(""),
        audiences,
        claims.at("sub").text().orElse(""),
        claims.at("exp").number().map(Instant::ofEpochSecond));
  }
}
