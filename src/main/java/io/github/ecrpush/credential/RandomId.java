package io.github.ecrpush.credential;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Words that nobody guesses and that never come twice.
public final class RandomId {

  private static final int BYTES = 16;

  private RandomId() {}

  public static String next() {
    var random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
