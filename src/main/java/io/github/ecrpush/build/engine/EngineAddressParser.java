package io.github.ecrpush.build.engine;

import io.github.ecrpush.failure.FailureException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads what can stand in `DOCKER_HOST`.
final class EngineAddressParser {

  private static final int USUAL_PORT = 2375;
  private static final int USUAL_PROTECTED_PORT = 2376;

  private EngineAddressParser() {}

  static EngineAddress parse(String host) {
    return parse(host, Optional.empty());
  }

  static EngineAddress parse(String host, Path certificates) {
    return parse(host, Optional.of(certificates));
  }

  private static EngineAddress parse(String host, Optional<Path> certificates) {
    if (host.startsWith("unix://")) {
      return new EngineAddress.UnixSocket(path(host, host.substring("unix://".length())));
    }
    if (host.startsWith("tcp://")) {
      return tcp(host, host.substring("tcp://".length()), certificates);
    }
    throw new FailureException(EngineFailures.addressUnusable(host));
  }

  private static Path path(String host, String text) {
    try {
      var path = Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException _) {
      // said below, as for every other text that is no path
    }
    throw new FailureException(EngineFailures.addressUnusable(host));
  }

  /// `host`, `host:port`, `[v6 address]:port`, each with or without a `/` at its end.
  private static EngineAddress tcp(String whole, String text, Optional<Path> certificates) {
    var authority = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    int bracket = authority.lastIndexOf(']');
    int colon = authority.indexOf(':', Math.max(bracket, 0));
    var name = colon < 0 ? authority : authority.substring(0, colon);
    int port = certificates.isPresent() ? USUAL_PROTECTED_PORT : USUAL_PORT;
    if (colon >= 0) {
      port = port(whole, authority.substring(colon + 1));
    }
    if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || "/@?#".indexOf(c) >= 0)) {
      throw new FailureException(EngineFailures.addressUnusable(whole));
    }
    int chosen = port;
    return certificates
        .<EngineAddress>map(folder -> new EngineAddress.Tls(name, chosen, folder))
        .orElseGet(() -> new EngineAddress.Tcp(name, chosen));
  }

  private static int port(String whole, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= 0xffff) {
        return port;
      }
    } catch (NumberFormatException _) {
      // said below, as for a number that is no port
    }
    throw new FailureException(EngineFailures.addressUnusable(whole));
  }
}
