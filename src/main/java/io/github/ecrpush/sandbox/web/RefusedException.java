package io.github.ecrpush.sandbox.web;

/// A call that is refused with an error code of the party that the sandbox plays. Each endpoint
/// writes it in the shape of its own protocol.
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String reason;

  public RefusedException(int status, String code, String reason) {
    super(code + ": " + reason);
    this.status = status;
    this.code = code;
    this.reason = reason;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
