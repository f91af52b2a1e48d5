package io.github.ecrpush.registry;

import io.github.ecrpush.image.Platform;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the configuration of an image says of it.
public record ImageConfiguration(Platform platform, Map<String, String> labels) {

  public ImageConfiguration {
    labels = Map.copyOf(labels);
  }

  /// Reads the document that a manifest calls `config`.
  ///
  /// @throws MalformedAnswerException if it is none of an image
  public static ImageConfiguration parse(byte[] document) throws MalformedAnswerException {
    try {
      var json = Json.parse(document);
      var labels = new LinkedHashMap<String, String>();
      json.at("config")
          .at("Labels")
          .members()
          .forEach((name, value) -> value.text().ifPresent(text -> labels.put(name, text)));
      return new ImageConfiguration(
          Platform.of(
              json.at("os").text().orElse(""),
              json.at("architecture").text().orElse(""),
              json.at("variant").text().orElse("")),
          labels);
    } catch (JsonException | IllegalArgumentException e) {
      throw new MalformedAnswerException("the configuration cannot be read as that of an image");
    }
  }
}
