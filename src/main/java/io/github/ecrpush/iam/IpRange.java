package io.github.ecrpush.iam;

import java.net.InetAddress;
import java.util.Optional;

/// Addresses that begin alike: `203.0.113.0/24`, `2001:db8::/32`, or a single one.
record IpRange(InetAddress first, int bits) {

  static Optional<IpRange> parse(String text) {
    int slash = text.indexOf('/');
    try {
      var first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int most = first.getAddress().length * 8;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      return bits < 0 || bits > most ? Optional.empty() : Optional.of(new IpRange(first, bits));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // not an address, or no number behind the slash
    }
  }

  boolean contains(IpRange single) {
    var mine = first.getAddress();
    var other = single.first().getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
