package io.github.ecrpush.ecr;

/// The run was stopped while it made a repository as it is wished. Who stopped it, and why, is
/// known above.
public final class HalfMadeException extends InterruptedException {

  private static final long serialVersionUID = 1L;

  private final String made;

  HalfMadeException(String made) {
    super(made);
    this.made = made;
  }

  /// What was made by then and what was not, in words.
  public String made() {
    return made;
  }
}
