package io.github.ecrpush.sandbox.identity;

/// A request was not signed as it has to be. Each protocol of AWS has its own code for the fault.
public final class SignatureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// What is wrong with a signature.
  public enum Fault {
    MISSING,
    INCOMPLETE,
    UNKNOWN_KEY,
    EXPIRED,
    WRONG
  }

  private final Fault fault;
  private final String reason;

  SignatureException(Fault fault, String reason) {
    super(reason);
    this.fault = fault;
    this.reason = reason;
  }

  static SignatureException unknownKey() {
    return new SignatureException(
        Fault.UNKNOWN_KEY, "The security token included in the request is invalid.");
  }

  static SignatureException expired() {
    return new SignatureException(
        Fault.EXPIRED, "The security token included in the request is expired");
  }

  static SignatureException wrong(String reason) {
    return new SignatureException(Fault.WRONG, reason);
  }

  public Fault fault() {
    return fault;
  }

  public String reason() {
    return reason;
  }
}
