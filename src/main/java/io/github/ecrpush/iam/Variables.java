package io.github.ecrpush.iam;

import java.util.Optional;
import java.util.stream.IntStream;

/// The variables of policies: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and `${*}`,
/// `${?}`, `${$}` for the characters themselves.
final class Variables {

  private Variables() {}

  /// A policy's text for one request, as [Wildcard] takes it; nothing when it has a variable that
  /// the request has no single value for, since such a text fits nothing.
  static Optional<int[]> fill(String text, AccessRequest request) {
    var filled = IntStream.builder();
    int from = 0;
    while (true) {
      int open = text.indexOf("${", from);
      int close = open < 0 ? -1 : text.indexOf('}', open);
      if (close < 0) {
        text.substring(from).chars().map(Wildcard::unit).forEach(filled::add);
        return Optional.of(filled.build().toArray());
      }
      text.substring(from, open).chars().map(Wildcard::unit).forEach(filled::add);
      var value = value(text.substring(open + 2, close), request);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      value.get().chars().forEach(filled::add);
      from = close + 1;
    }
  }

  private static Optional<String> value(String name, AccessRequest request) {
    if (name.equals("*") || name.equals("?") || name.equals("$")) {
      return Optional.of(name);
    }
    int comma = name.indexOf(',');
    var key = (comma < 0 ? name : name.substring(0, comma)).strip();
    var values = request.values(key);
    if (values.size() == 1) {
      return Optional.of(values.getFirst());
    }
    return comma < 0 ? Optional.empty() : Optional.of(otherwise(name.substring(comma + 1).strip()));
  }

  private static String otherwise(String quoted) {
    boolean isQuoted = quoted.length() >= 2 && quoted.startsWith("'") && quoted.endsWith("'");
    return isQuoted ? quoted.substring(1, quoted.length() - 1) : quoted;
  }
}
