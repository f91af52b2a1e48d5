package io.github.ecrpush.image;

import java.util.Locale;
import java.util.regex.Pattern;

/// Where a registry is: a host name or address and, unless it is the usual one, a port.
public record RegistryHost(String value) {

  private static final Pattern SHAPE =
      Pattern.compile("(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:]+])(?::[0-9]{1,5})?");

  public RegistryHost {
    value = value.toLowerCase(Locale.ROOT);
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a registry is written `host` or `host:port`, but this is `" + value + "`");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
