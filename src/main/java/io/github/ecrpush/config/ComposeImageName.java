package io.github.ecrpush.config;

import java.util.List;
import java.util.Optional;

/// The name that a compose file gives an image: `team/api:1.2`, perhaps with a registry before it.
///
/// @param host the registry; empty when none is named
/// @param path the repository in it
/// @param tag empty where nothing stands behind the `:`
record ComposeImageName(String host, String path, Optional<String> tag, boolean hasDigest) {

  private static final List<String> IN_ECR =
      List.of(".dkr.ecr.", ".dkr.ecr-fips.", ".dkr-ecr.", ".dkr-ecr-fips.");

  static ComposeImageName parse(String written) {
    int at = written.indexOf('@');
    var name = at < 0 ? written : written.substring(0, at);
    int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    var tag = colon < 0 ? Optional.<String>empty() : Optional.of(name.substring(colon + 1));
    var whole = colon < 0 ? name : name.substring(0, colon);
    int slash = whole.indexOf('/');
    var first = slash < 0 ? "" : whole.substring(0, slash);
    boolean isHost = isHost(first);
    return new ComposeImageName(
        isHost ? first : "", isHost ? whole.substring(slash + 1) : whole, tag, at >= 0);
  }

  /// A `:` is that of a port, or that of a tag which has a `/` in it and is none.
  private static boolean isHost(String first) {
    int colon = first.lastIndexOf(':');
    if (colon < 0) {
      return first.indexOf('.') >= 0 || first.equals("localhost");
    }
    var port = first.substring(colon + 1);
    return !port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// Whether it goes to ECR: it names a registry there, or none at all.
  boolean isForEcr() {
    return host.isEmpty() || IN_ECR.stream().anyMatch(host::contains);
  }

  /// The text for the input `repository`.
  String repository() {
    return host.isEmpty() ? path : host + "/" + path;
  }
}
