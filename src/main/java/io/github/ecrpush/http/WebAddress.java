package io.github.ecrpush.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// An address of a server as somebody wrote it.
public final class WebAddress {

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int LAST_PORT = 65_535;

  private WebAddress() {}

  /// The address, or nothing when no connection can be made to it: it is not of the web, names no
  /// host, or has a port that does not exist.
  public static Optional<URI> parse(String text) {
    try {
      var uri = new URI(text);
      var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      return SCHEMES.contains(scheme) && uri.getHost() != null && hasUsablePort(uri)
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException _) { // its message holds the address
      return Optional.empty();
    }
  }

  /// Whether an address has no port of its own, or one that exists.
  static boolean hasUsablePort(URI uri) {
    return uri.getPort() < 0 || isPort(uri.getPort());
  }

  static boolean isPort(int number) {
    return number > 0 && number <= LAST_PORT;
  }
}
