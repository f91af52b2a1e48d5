package io.github.ecrpush.config;

import java.util.Optional;

/// The name that a compose file gives an image: `team/api:1.2`, perhaps with a registry before it.
///
/// @param host the registry; empty when none is named
/// @param path the repository in it
/// @param tag empty where nothing stands behind the `:`
record ComposeImageName(String host, String path, Optional<String> tag, boolean hasDigest) {

  static ComposeImageName parse(String written) {
    int at = written.indexOf('@');
    var name = at < 0 ? written : written.substring(0, at);
    int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    var tag = colon < 0 ? Optional.<String>empty() : Optional.of(name.substring(colon + 1));
    var whole = colon < 0 ? name : name.substring(0, colon);
    int slash = whole.indexOf('/');
    var first = slash < 0 ? "" : whole.substring(0, slash);
    boolean isHost =
        first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
    return new ComposeImageName(
        isHost ? first : "", isHost ? whole.substring(slash + 1) : whole, tag, at >= 0);
  }

  /// Whether it goes to ECR: it names a registry there, or none at all.
  boolean isForEcr() {
    return host.isEmpty() || host.contains(".dkr.ecr.") || host.contains(".dkr-ecr.");
  }

  /// The text for the input `repository`.
  String repository() {
    return host.isEmpty() ? path : host + "/" + path;
  }
}
