package io.github.ecrpush.build;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What stands between an Engine and a registry, or in the Engine's own way. The Engine has a
/// trust, a proxy, a name service and a disk of its own, so what helps our own connections does not
/// help it.
public sealed interface EngineTrouble {

  /// The Engine does not trust the certificate that a registry shows.
  record Untrusted(String host, String detail) implements EngineTrouble {}

  /// The registry speaks without TLS, which the Engine does not accept from there.
  record Unencrypted(String host) implements EngineTrouble {}

  /// The Engine finds no address for a registry's name.
  record HostUnknown(String host) implements EngineTrouble {}

  /// The Engine's proxy does not let it through.
  record ProxyRefused(String detail) implements EngineTrouble {}

  /// No connection came about, or one broke.
  record Unreachable(String host, String detail) implements EngineTrouble {}

  /// The Engine has no room left on its disk.
  record DiskFull() implements EngineTrouble {}

  /// Recognises trouble in the text of an Engine or a BuildKit.
  static Optional<EngineTrouble> in(String message) {
    var lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left on device") || lower.contains("disk quota exceeded")) {
      return Optional.of(new DiskFull());
    }
    if (has(lower, "proxyconnect", "proxy authentication required")) {
      return Optional.of(new ProxyRefused(afterLastAddress(message)));
    }
    if (lower.contains("x509:")) {
      int at = lower.lastIndexOf("x509:");
      return Optional.of(
          new Untrusted(hostIn(message), message.substring(at + "x509:".length()).strip()));
    }
    if (lower.contains("server gave http response to https client")) {
      return Optional.of(new Unencrypted(hostIn(message)));
    }
    if (has(lower, "no such host", "server misbehaving", "failure in name resolution")) {
      return Optional.of(new HostUnknown(hostIn(message)));
    }
    if (isBrokenConnection(lower)) {
      return Optional.of(new Unreachable(hostIn(message), afterLastAddress(message)));
    }
    return Optional.empty();
  }

  private static boolean isBrokenConnection(String lower) {
    return has(
            lower,
            "connection refused",
            "connection reset",
            "connection broken",
            "broken pipe",
            "i/o timeout",
            "handshake timeout",
            "client.timeout exceeded",
            "timeout awaiting response headers",
            "network is unreachable",
            "no route to host",
            "unexpected eof")
        || lower.endsWith(": eof");
  }

  private static boolean has(String text, String... signs) {
    for (var sign : signs) {
      if (text.contains(sign)) {
        return true;
      }
    }
    return false;
  }

  /// The host of the last address in a message, or `the registry` when there is none.
  static String hostIn(String message) {
    var address = Pattern.compile("https?://([^/\"\\s]+)").matcher(message);
    var host = "the registry";
    while (address.find()) {
      host = address.group(1);
    }
    return host;
  }

  /// What Go says after the address that it asked for.
  private static String afterLastAddress(String message) {
    int quote = message.lastIndexOf("\": ");
    return quote < 0 ? message : message.substring(quote + "\": ".length());
  }
}
