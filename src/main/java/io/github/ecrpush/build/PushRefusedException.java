package io.github.ecrpush.build;

/// A registry did not take an image. What it said reaches us as the engine's text.
public final class PushRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean loginRefused;

  PushRefusedException(String engineSaid, boolean loginRefused) {
    super(engineSaid);
    this.loginRefused = loginRefused;
  }

  /// The engine's message, with the registry's answer somewhere in it.
  public String engineSaid() {
    return String.valueOf(getMessage());
  }

  /// Whether a new login may help.
  public boolean isLoginRefused() {
    return loginRefused;
  }
}
