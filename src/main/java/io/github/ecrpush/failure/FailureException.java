package io.github.ecrpush.failure;

/// Carries a failure to whoever shows it. It is the only exception whose words are for people.
public final class FailureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialised
  private final Failure failure;

  public FailureException(Failure failure) {
    super(failure.explanation().what());
    this.failure = failure;
  }

  public FailureException(Failure failure, Throwable cause) {
    super(failure.explanation().what(), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
