package io.github.ecrpush.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The fingerprint of some bytes: `sha256:` and 64 hexadecimal digits.
///
/// Only SHA-256 is known, because ECR stores nothing else.
public record Digest(String hex) {

  private static final String PREFIX = "sha256:";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "a digest is `sha256:` and 64 lower-case hexadecimal digits, but this is `" + hex + "`");
    }
  }

  public static Digest parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "a digest begins with `sha256:`, but this is `" + text + "`");
    }
    return new Digest(text.substring(PREFIX.length()));
  }

  /// The fingerprint of bytes that are at hand.
  public static Digest of(byte[] bytes) {
    return finish(sha256().digest(bytes));
  }

  /// Ends a running computation that began with [#sha256()].
  public static Digest of(MessageDigest running) {
    return finish(running.digest());
  }

  /// Begins the computation of a digest over a stream.
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static Digest finish(byte[] hash) {
    return new Digest(HexFormat.of().formatHex(hash));
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
