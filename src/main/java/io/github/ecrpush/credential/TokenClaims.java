package io.github.ecrpush.credential;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an identity token says about its bearer. It is read to explain a refusal; nothing is
/// verified here, and nothing is decided by it.
///
/// @param said every claim by its name; one that is neither text, number, truth nor a list of texts
///   is left out
public record TokenClaims(Map<String, List<String>> said) {

  public TokenClaims {
    var copy = new LinkedHashMap<String, List<String>>();
    said.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    said = copy;
  }

  /// The claims of a JSON Web Token, or nothing when it is none.
  public static Optional<TokenClaims> of(Secret token) {
    var parts = token.reveal().split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      var json = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      return Optional.of(of(Json.parse(json)));
    } catch (IllegalArgumentException | JsonException _) { // then it is no such token
      return Optional.empty();
    }
  }

  /// The claims of a JSON object.
  public static TokenClaims of(JsonTree object) {
    var said = new LinkedHashMap<String, List<String>>();
    object
        .members()
        .forEach((name, value) -> {
          var texts = value.isArray() ? value.elements() : List.of(value);
          var read = texts.stream().flatMap(text -> one(text).stream()).toList();
          if (!read.isEmpty()) {
            said.put(name, read);
          }
        });
    return new TokenClaims(said);
  }

  private static Optional<String> one(JsonTree value) {
    return value
        .text()
        .or(() -> value.number().map(String::valueOf))
        .or(() -> value.truth().map(String::valueOf));
  }

  /// A claim of one text; nothing when the token does not have it, or has it empty.
  public Optional<String> text(String name) {
    return said.getOrDefault(name, List.of()).stream()
        .findFirst()
        .filter(value -> !value.isEmpty());
  }

  public String issuer() {
    return text("iss").orElse("");
  }

  public List<String> audiences() {
    return said.getOrDefault("aud", List.of());
  }

  public String subject() {
    return text("sub").orElse("");
  }

  public Optional<Instant> issued() {
    return moment("iat");
  }

  public Optional<Instant> expires() {
    return moment("exp");
  }

  private Optional<Instant> moment(String name) {
    try {
      return text(name).map(Long::parseLong).map(Instant::ofEpochSecond);
    } catch (NumberFormatException | java.time.DateTimeException _) { // then it says nothing
      return Optional.empty();
    }
  }
}
