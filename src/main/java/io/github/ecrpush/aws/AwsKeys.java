package io.github.ecrpush.aws;

import io.github.ecrpush.credential.Secret;
import java.util.Optional;

/// Credentials of AWS, as variables carry them.
///
/// @param token missing from keys that do not expire
public record AwsKeys(String id, Secret secret, Optional<Secret> token) {

  /// Whether the id of a key, or a session's token, goes into a header as it is.
  public static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
