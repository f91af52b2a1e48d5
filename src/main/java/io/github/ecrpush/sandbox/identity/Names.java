package io.github.ecrpush.sandbox.identity;

import io.github.ecrpush.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names in AWS: ARNs and the identifiers that stand beside them.
final class Names {

  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):role/(?:[\\x21-\\x7e]+/)?([\\w+=,.@-]+)");
  private static final int IDENTIFIER_LENGTH = 17;

  /// A role's account and its name without a path.
  record Role(String account, String name) {}

  private Names() {}

  static Optional<Role> role(String arn) {
    var matcher = ROLE.matcher(arn);
    return matcher.matches()
        ? Optional.of(new Role(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /// An identifier that is the same for the same name: `AROA…`, `AIDA…`.
  static String identifier(String prefix, String name) {
    var hex = Digest.of(name.getBytes(StandardCharsets.UTF_8)).hex();
    return prefix + hex.substring(0, IDENTIFIER_LENGTH).toUpperCase(Locale.ROOT);
  }
}
