package io.github.ecrpush.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which addresses are reached directly, past a proxy. A rule is a host and stands for everything
/// below it too (`example.com`, `.example.com`, `*.example.com`), an address (`10.0.0.7`,
/// `fd00::7`), a range of them (`10.0.0.0/8`, `fd00::/8`), or `*` for every host. With a port, as
/// in `example.com:8443` or `[fd00::7]:5000`, it is about that port only. Names are not resolved.
///
/// @param rules in lower case
record NoProxy(List<String> rules) {

  /// Where a machine or container finds out who it is; no proxy leads there.
  private static final List<String> METADATA = List.of("169.254.0.0/16", "fd00:ec2::/32");

  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

  private static final Pattern NAME = Pattern.compile("[^\\s:/*\\[\\]]+");

  /// This machine itself is always reached directly.
  boolean covers(URI address) {
    var host = host(address);
    var literal = literal(host);
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return true;
    }
    if (literal.isPresent()
        && (anyHolds(LOOPBACK, literal.get()) || anyHolds(METADATA, literal.get()))) {
      return true;
    }
    int port = port(address);
    return rules.stream().anyMatch(rule -> covers(rule, host, literal, port));
  }

  /// Whether a rule, in lower case, stands for anything at all.
  static boolean isUnderstood(String rule) {
    if (rule.equals("*")) {
      return true;
    }
    if (rule.contains("/")) {
      var network = literal(rule.substring(0, rule.indexOf('/')));
      return network.isPresent() && bits(rule, network.get().getAddress().length) >= 0;
    }
    var wanted = hostOf(rule);
    boolean portExists = wanted.length() == rule.length() || WebAddress.isPort(portOf(rule));
    return portExists
        && (literal(bare(wanted)).isPresent() || NAME.matcher(name(wanted)).matches());
  }

  private static boolean anyHolds(List<String> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> holds(range, address));
  }

  private static boolean covers(String rule, String host, Optional<InetAddress> literal, int port) {
    if (rule.equals("*")) {
      return true;
    }
    if (rule.contains("/")) {
      return literal.isPresent() && holds(rule, literal.get());
    }
    var wanted = hostOf(rule);
    if (wanted.length() < rule.length() && portOf(rule) != port) {
      return false;
    }
    var address = literal(bare(wanted));
    if (address.isPresent()) {
      return address.equals(literal);
    }
    var name = name(wanted);
    return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /// The name that a rule is about, with everything below it.
  private static String name(String host) {
    var name = host.startsWith("*.") ? host.substring(2) : host;
    return name.startsWith(".") ? name.substring(1) : name;
  }

  /// A rule without its port. An address of IPv6 that has one stands in brackets.
  private static String hostOf(String rule) {
    if (rule.startsWith("[")) {
      int end = rule.indexOf(']');
      return end < 0 ? rule : rule.substring(0, end + 1);
    }
    int colon = rule.indexOf(':');
    return colon >= 0 && colon == rule.lastIndexOf(':') ? rule.substring(0, colon) : rule;
  }

  /// The port behind the last colon; none that a connection has when it is no number.
  private static int portOf(String rule) {
    try {
      return Integer.parseInt(rule.substring(rule.lastIndexOf(':') + 1));
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  /// Whether a range such as `10.0.0.0/8` holds an address.
  private static boolean holds(String range, InetAddress address) {
    int slash = range.indexOf('/');
    var network = literal(range.substring(0, slash)).map(InetAddress::getAddress);
    var bytes = address.getAddress();
    if (network.isEmpty() || network.get().length != bytes.length) {
      return false;
    }
    int bits = bits(range, bytes.length);
    return bits >= 0 && startsAlike(network.get(), bytes, bits);
  }

  /// How many bits of an address of so many bytes a range is about; -1 when it is no range.
  private static int bits(String range, int bytes) {
    try {
      int bits = Integer.parseInt(range.substring(range.indexOf('/') + 1));
      return bits <= bytes * Byte.SIZE ? bits : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static boolean startsAlike(byte[] one, byte[] other, int bits) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
      if ((one[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // then it is a name
    }
  }

  /// The host's name in lower case; the runtime does not find one that holds an underscore.
  private static String host(URI address) {
    var authority = address.getHost() != null ? address.getHost() : address.getRawAuthority();
    var host = authority == null ? "" : authority.toLowerCase(Locale.ROOT);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : hostOf(host);
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    var authority = String.valueOf(address.getRawAuthority());
    int written = address.getHost() == null ? portOf(authority) : -1;
    return written >= 0 ? written : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
  }
}
