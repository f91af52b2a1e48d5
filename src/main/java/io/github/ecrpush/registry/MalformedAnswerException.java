package io.github.ecrpush.registry;

import java.io.IOException;

/// A registry answered with something that the protocol does not know.
public final class MalformedAnswerException extends IOException {

  private static final long serialVersionUID = 1L;

  MalformedAnswerException(String problem) {
    super(problem);
  }
}
