package io.github.ecrpush.buildkit.session;

import java.security.SecureRandom;

/// Names that nobody guesses and that never come twice, for sessions and builds.
public final class RandomId {

  private static final int LENGTH = 25;
  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

  private RandomId() {}

  public static String next() {
    return new SecureRandom()
        .ints(LENGTH, 0, DIGITS.length())
        .collect(StringBuilder::new, (id, i) -> id.append(DIGITS.charAt(i)), StringBuilder::append)
        .toString();
  }
}
