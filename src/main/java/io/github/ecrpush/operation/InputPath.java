package io.github.ecrpush.operation;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.InputFailures;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Reads a path as an input has it.
final class InputPath {

  private InputPath() {}

  /// @param directory where paths begin
  static Path read(Path directory, Input input, String text) {
    try {
      return directory.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new FailureException(
          InputFailures.valueMalformed(input, text, "It is no path: " + e.getReason() + "."));
    }
  }
}
