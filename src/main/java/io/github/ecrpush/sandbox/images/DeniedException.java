package io.github.ecrpush.sandbox.images;

/// Somebody may not do what they want to do. ECR's API and its registry say it in the same words.
final class DeniedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  DeniedException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
