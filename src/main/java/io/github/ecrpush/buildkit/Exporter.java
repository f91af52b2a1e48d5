package io.github.ecrpush.buildkit;

import java.util.Map;

/// What becomes of a build's result: `moby` keeps it in the Docker Engine, `image` in BuildKit.
public record Exporter(String type, Map<String, String> attributes) {

  public Exporter {
    attributes = Map.copyOf(attributes);
  }
}
