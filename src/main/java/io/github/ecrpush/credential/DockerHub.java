package io.github.ecrpush.credential;

import io.github.ecrpush.image.RegistryHost;
import java.util.List;
import java.util.Locale;

/// How a registry's name in a login is understood: without scheme and path, and Docker Hub's many
/// names as one.
final class DockerHub {

  /// The name that BuildKit asks for.
  static final RegistryHost HOST = new RegistryHost("registry-1.docker.io");

  /// The name that Docker's configuration and credential helpers know it by.
  static final String KEY = "https://index.docker.io/v1/";

  private static final List<String> NAMES =
      List.of("docker.io", "index.docker.io", "registry.hub.docker.com", HOST.value());

  private DockerHub() {}

  /// The registry that a login is for.
  ///
  /// @throws IllegalArgumentException if it is no name of a registry
  static RegistryHost registry(String written) {
    var name = written.strip().toLowerCase(Locale.ROOT);
    int scheme = name.indexOf("://");
    if (scheme >= 0) {
      name = name.substring(scheme + 3);
    }
    int path = name.indexOf('/');
    if (path >= 0) {
      name = name.substring(0, path);
    }
    return NAMES.contains(name) ? HOST : new RegistryHost(name);
  }
}
