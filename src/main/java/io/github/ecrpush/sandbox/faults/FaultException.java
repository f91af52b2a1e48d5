package io.github.ecrpush.sandbox.faults;

/// A text does not describe a fault.
public final class FaultException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FaultException(String problem) {
    super(problem);
  }
}
