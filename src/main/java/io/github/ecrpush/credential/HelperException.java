package io.github.ecrpush.credential;

/// A credential helper could not be asked. The message goes on after "Docker's credential helper"
/// and repeats nothing that the helper printed, which may be a secret.
final class HelperException extends Exception {

  private static final long serialVersionUID = 1L;

  HelperException(String message) {
    super(message);
  }
}
