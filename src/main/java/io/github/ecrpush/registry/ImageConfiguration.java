package io.github.ecrpush.registry;

import io.github.ecrpush.image.Platform;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the configuration of an image says of it.
///
/// @param history how it came to be, oldest first; whoever made the image wrote what they liked
public record ImageConfiguration(
    Platform platform, Map<String, String> labels, List<Made> history) {

  public ImageConfiguration {
    labels = Map.copyOf(labels);
    history = List.copyOf(history);
  }

  /// A line of the history.
  ///
  /// @param by the instruction, or whatever stands there
  /// @param isLayer whether it made a layer, and did not only change the configuration
  public record Made(String by, boolean isLayer) {}

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
          labels,
          json.at("history").elements().stream().map(ImageConfiguration::made).toList());
    } catch (JsonException | IllegalArgumentException e) {
      throw new MalformedAnswerException("the configuration cannot be read as that of an image");
    }
  }

  private static Made made(JsonTree line) {
    return new Made(
        line.at("created_by").text().orElse(""), !line.at("empty_layer").truth().orElse(false));
  }
}
