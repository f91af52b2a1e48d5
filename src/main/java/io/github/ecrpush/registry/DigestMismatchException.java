package io.github.ecrpush.registry;

import io.github.ecrpush.image.Digest;
import java.io.IOException;

/// The bytes are not what was asked for, or not what the registry says they are.
public final class DigestMismatchException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Digest expected;
  private final transient Digest actual;

  DigestMismatchException(Digest expected, Digest actual) {
    super("the digest should be " + expected + " but the bytes have " + actual);
    this.expected = expected;
    this.actual = actual;
  }

  public Digest expected() {
    return expected;
  }

  public Digest actual() {
    return actual;
  }
}
