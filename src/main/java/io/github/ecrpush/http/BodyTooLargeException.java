package io.github.ecrpush.http;

import java.io.IOException;

/// A server answered with more bytes than such an answer can have.
public final class BodyTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  BodyTooLargeException(int limit) {
    super("the answer is longer than " + limit + " bytes");
  }
}
