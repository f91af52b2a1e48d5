package io.github.ecrpush.sandbox.accounts;

import io.github.ecrpush.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names in AWS: ARNs and the identifiers that stand beside them.
public final class Names {

  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):role/([\\x21-\\x7e]+/)?([\\w+=,.@-]+)");
  private static final int IDENTIFIER_LENGTH = 17;

  /// What the ARN of a role says.
  ///
  /// @param path `/`, or such as `/team/`
  public record RoleName(String arn, String account, String path, String name) {}

  private Names() {}

  /// Reads the ARN of a role.
  public static Optional<RoleName> role(String arn) {
    var matcher = ROLE.matcher(arn);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var path = Optional.ofNullable(matcher.group(2)).map("/"::concat).orElse("/");
    return Optional.of(new RoleName(arn, matcher.group(1), path, matcher.group(3)));
  }

  /// An identifier that is the same for the same name: `AROA…`, `AIDA…`.
  static String identifier(String prefix, String name) {
    var hex = Digest.of(name.getBytes(StandardCharsets.UTF_8)).hex();
    return prefix + hex.substring(0, IDENTIFIER_LENGTH).toUpperCase(Locale.ROOT);
  }
}
