package io.github.ecrpush.buildkit;

import io.github.ecrpush.buildkit.filesync.LocalDirectories;
import io.github.ecrpush.buildkit.session.BuildSecrets;
import io.github.ecrpush.buildkit.session.SessionOffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Builds as tests want them.
final class TestBuild {

  private TestBuild() {}

  static SessionOffer offer(Path context) {
    return offer(context, BuildSecrets.none());
  }

  static SessionOffer offer(Path context, BuildSecrets secrets) {
    return new SessionOffer(
        new LocalDirectories(Map.of("context", context, "dockerfile", context)),
        secrets,
        _ -> Optional.empty(),
        "test");
  }

  static SolveRequest request(String image) {
    return request(image, Map.of());
  }

  static SolveRequest request(String image, Map<String, String> attributes) {
    return SolveRequest.of(attributes, new Exporter("moby", Map.of("name", image)));
  }

  static SolveRequest uncached(String image, Map<String, String> attributes) {
    var all = new HashMap<>(attributes);
    all.put("no-cache", "");
    return request(image, all);
  }

  /// Builds a context in a session of its own.
  static SolveResult run(TestEngine engine, Path context, SolveRequest request) throws Exception {
    try (var client = BuildKitClient.open(engine.endpoint());
        var session = client.openSession(offer(context))) {
      return client.solve(session, request, _ -> {});
    }
  }
}
