package io.github.ecrpush.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A proxy as an environment names it: `http://user:password@proxy.example:3128`, or without
/// scheme.
final class ProxySetting {

  private ProxySetting() {}

  /// Looks in `https_proxy`, then in `HTTPS_PROXY`: the lower case wins, as in curl.
  static Optional<URI> in(Map<String, String> environment, String name) {
    return value(environment, name.toLowerCase(Locale.ROOT))
        .map(value -> parse(name.toLowerCase(Locale.ROOT), value))
        .or(() -> value(environment, name).map(value -> parse(name, value)));
  }

  /// The value of a variable in either case, nothing when it is empty.
  static Optional<String> text(Map<String, String> environment, String name) {
    return value(environment, name.toLowerCase(Locale.ROOT)).or(() -> value(environment, name));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  static URI parse(String variable, String value) {
    try {
      var uri = new URI(value.contains("://") ? value : "http://" + value);
      if (!"http".equalsIgnoreCase(uri.getScheme())) {
        throw new NetworkSettingException(
            variable,
            "a proxy is reached by `http`, and this begins with `" + uri.getScheme() + "`.");
      }
      if (uri.getHost() == null) {
        throw new NetworkSettingException(variable, "it names no host.");
      }
      if (!WebAddress.hasUsablePort(uri)) {
        throw new NetworkSettingException(
            variable, "there is no port " + uri.getPort() + "; the last one is 65535.");
      }
      return uri;
    } catch (URISyntaxException _) { // its message holds the value, and so perhaps a password
      throw new NetworkSettingException(
          variable, "it is not an address like `http://proxy.example:3128`.");
    }
  }
}
