package io.github.ecrpush.buildkit;

import java.util.Map;
import java.util.Optional;

/// What the exporter of a build says of its result.
///
/// @param response all it says, by the keys that BuildKit uses
public record SolveResult(Map<String, String> response) {

  public SolveResult {
    response = Map.copyOf(response);
  }

  /// `containerimage.digest`: what a registry has after a push by BuildKit. With Docker's own store
  /// it is the image's id instead, which no registry knows.
  public Optional<String> digest() {
    return Optional.ofNullable(response.get("containerimage.digest"));
  }

  /// The image's id. Docker 20.10 does not say it.
  public Optional<String> configDigest() {
    return Optional.ofNullable(response.get("containerimage.config.digest"));
  }
}
