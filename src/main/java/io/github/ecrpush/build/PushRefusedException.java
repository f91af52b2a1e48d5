package io.github.ecrpush.build;

/// A registry did not take an image. What it said reaches us as the engine's text.
public final class PushRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  /// What may help.
  public enum Remedy {
    /// A new login.
    LOGIN,
    /// Time: the registry was asked too often.
    TIME,
    /// Nothing that a run can do.
    NONE
  }

  private final Remedy remedy;

  PushRefusedException(String engineSaid, Remedy remedy) {
    super(engineSaid);
    this.remedy = remedy;
  }

  /// The engine's message, with the registry's answer somewhere in it.
  public String engineSaid() {
    return String.valueOf(getMessage());
  }

  public Remedy remedy() {
    return remedy;
  }
}
