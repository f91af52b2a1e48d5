package io.github.ecrpush.build;

import io.github.ecrpush.build.BuildRequest.StepNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A build request in the words of BuildKit's Dockerfile frontend.
///
/// @param folders what the session calls the folders of the build
record DockerfileFrontend(BuildRequest request, SessionFolders folders) {

  private static final String NO_CACHE = "no-cache";
  private static final String NETWORK = "force-network-mode";

  Map<String, String> attributes() {
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("filename", request.dockerfile().getFileName().toString());
    var dockerfileKey = folders.dockerfile(request);
    if (!dockerfileKey.equals(SessionFolders.DOCKERFILE)) {
      attributes.put("dockerfilekey", dockerfileKey);
    }
    request
        .contexts()
        .forEach((name, context) -> {
          attributes.put("context:" + name, folders.address(context));
        });
    request.arguments().forEach((name, value) -> attributes.put("build-arg:" + name, value));
    request.labels().forEach((name, value) -> attributes.put("label:" + name, value));
    request.target().ifPresent(target -> attributes.put("target", target));
    request.platform().ifPresent(platform -> attributes.put("platform", platform.toString()));
    if (!request.cache().steps()) {
      attributes.put(NO_CACHE, "");
    }
    if (!request.cache().bases()) {
      attributes.put("image-resolve-mode", "pull");
    }
    switch (request.network()) {
      case STANDARD -> {}
      case NONE -> attributes.put(NETWORK, "none");
      case HOST -> attributes.put(NETWORK, "host");
    }
    return attributes;
  }

  /// The same request for a build that was made a moment ago.
  Map<String, String> attributesFromCache() {
    var attributes = attributes();
    attributes.remove(NO_CACHE);
    return attributes;
  }

  /// What the engine must allow beyond the usual.
  List<String> entitlements() {
    return request.network() == StepNetwork.HOST ? List.of("network.host") : List.of();
  }
}
