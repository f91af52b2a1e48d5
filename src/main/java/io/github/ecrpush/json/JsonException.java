package io.github.ecrpush.json;

/// The text is not the JSON it should be.
public final class JsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JsonException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
