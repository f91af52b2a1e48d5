package io.github.ecrpush.buildkit;

import io.github.ecrpush.credential.RandomId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One build, in the words of BuildKit's Dockerfile frontend.
///
/// @param ref our name for this build, never used before
/// @param attributes of the frontend: `filename`, `target`, `build-arg:NAME`, …
/// @param exporter what becomes of the result; nothing when only the cache is to be filled
/// @param entitlements what steps may do beyond the usual: `network.host`, `security.insecure`
public record SolveRequest(
    String ref,
    Map<String, String> attributes,
    Optional<Exporter> exporter,
    List<String> entitlements) {

  public SolveRequest {
    attributes = Map.copyOf(attributes);
    entitlements = List.copyOf(entitlements);
  }

  /// A build with a ref of its own and no entitlements.
  public static SolveRequest of(Map<String, String> attributes, Exporter exporter) {
    return new SolveRequest(RandomId.next(), attributes, Optional.of(exporter), List.of());
  }

  /// The same build, allowed to do more.
  public SolveRequest withEntitlements(List<String> allowed) {
    return new SolveRequest(ref, attributes, exporter, allowed);
  }

  /// The name of the Dockerfile within its directory.
  String filename() {
    return attributes.getOrDefault("filename", "Dockerfile");
  }
}
