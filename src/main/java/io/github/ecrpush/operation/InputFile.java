package io.github.ecrpush.operation;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.file.SmallFile;
import io.github.ecrpush.file.UnusableFileException;
import io.github.ecrpush.input.Input;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/// Reads the file that an input names.
final class InputFile {

  /// AWS takes no policy that comes near it.
  private static final int LARGEST = 1 << 20;

  private InputFile() {}

  /// @param directory where paths begin
  static String text(Path directory, Input input, String name) {
    try {
      return SmallFile.text(InputPath.read(directory, input, name), LARGEST);
    } catch (UnusableFileException e) {
      throw new FailureException(OperationFailures.fileUnreadable(input, name, e.sentence()));
    } catch (ClosedByInterruptException _) {
      throw new FailureException(OperationFailures.cancelled());
    }
  }
}
