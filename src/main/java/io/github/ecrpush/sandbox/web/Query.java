package io.github.ecrpush.sandbox.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The parameters of a query string or form. Of a name that comes twice the first counts.
public record Query(Map<String, String> values) {

  /// Reads a query string or form.
  ///
  /// @throws RefusedException if its escapes are broken
  public static Query parse(String text) {
    var values = new LinkedHashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      var name = equals < 0 ? pair : pair.substring(0, equals);
      var value = equals < 0 ? "" : pair.substring(equals + 1);
      if (!name.isEmpty()) {
        values.putIfAbsent(decode(name), decode(value));
      }
    }
    return new Query(values);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, "MalformedQueryString", "The query string is malformed.");
    }
  }

  /// The value of a parameter, which may be empty; nothing when it was not sent.
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
