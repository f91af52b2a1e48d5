package io.github.ecrpush.build.engine;

/// The Engine could not push an image. The message is the Engine's own, for whoever can read it.
public final class EnginePushException extends Exception {

  private static final long serialVersionUID = 1L;

  EnginePushException(String message) {
    super(message);
  }

  private EnginePushException(String message, Throwable cause) {
    super(message, cause);
  }

  /// What went wrong in docker-java, unless it went wrong because this thread was interrupted.
  static EnginePushException of(Throwable problem) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    var message = problem.getMessage();
    return new EnginePushException(
        message == null || message.isBlank() ? problem.getClass().getSimpleName() : message,
        problem);
  }

  /// What the Engine said.
  public String engineMessage() {
    return String.valueOf(getMessage());
  }
}
