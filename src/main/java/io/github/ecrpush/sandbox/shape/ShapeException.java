package io.github.ecrpush.sandbox.shape;

/// An input is not of its shape.
public final class ShapeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String place;
  private final String constraint;

  ShapeException(String place, String constraint) {
    super(place + ": " + constraint);
    this.place = place;
    this.constraint = constraint;
  }

  /// The member that is wrong: `imageIds.2.member.imageTag`.
  public String place() {
    return place;
  }

  /// What it breaks, in AWS's words.
  public String constraint() {
    return constraint;
  }
}
