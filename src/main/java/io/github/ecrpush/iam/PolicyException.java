package io.github.ecrpush.iam;

/// A text is not a policy document.
public final class PolicyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String place;

  PolicyException(String place, String problem) {
    super(problem);
    this.place = place;
  }

  /// Where in the document: `Statement[0].Condition.StringEquals`.
  public String place() {
    return place;
  }
}
