package io.github.ecrpush.registry;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import java.util.List;

/// One reason that a registry gives for a refusal: `MANIFEST_UNKNOWN` and what it says about it.
public record RegistryError(String code, String message) {

  /// Reads the body of a refusal; nothing when it is not the protocol's.
  public static List<RegistryError> parse(String body) {
    try {
      return Json.parse(body).at("errors").elements().stream()
          .map(error ->
              new RegistryError(
                  error.at("code").text().orElse(""), error.at("message").text().orElse("")))
          .toList();
    } catch (JsonException _) { // then it is not the protocol's
      return List.of();
    }
  }
}
