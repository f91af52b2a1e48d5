package io.github.ecrpush.cli;

import io.github.ecrpush.failure.FailureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A value that stands in a file: `--build-args=@FILE`. The kernel limits what stands on a command
/// line, and other users of the machine can read it there.
final class FlagFile {

  private static final String MARK = "@";
  private static final int LARGEST = 16 * 1024 * 1024;

  private FlagFile() {}

  /// The value as it was written, or what the file that it names holds. `@@` is an `@` that begins
  /// a value.
  static String value(String flag, String written, Path directory) {
    if (!written.startsWith(MARK)) {
      return written;
    }
    var rest = written.substring(MARK.length());
    return rest.startsWith(MARK) ? rest : read(flag, rest, directory);
  }

  private static String read(String flag, String name, Path directory) {
    try (var file = Files.newInputStream(directory.resolve(name))) {
      var bytes = file.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new FileSystemException(name, null, "it is larger than 16 MiB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IOException | InvalidPathException e) {
      throw new FailureException(CliFailures.flagFileUnreadable(flag, name, why(e)), e);
    }
  }

  private static String why(Exception e) {
    return switch (e) {
      case NoSuchFileException _ -> "There is no such file.";
      case CharacterCodingException _ -> "It is not text in UTF-8.";
      case FileSystemException problem when problem.getReason() != null ->
          "Reading it ended with: " + problem.getReason() + ".";
      default -> "Reading it ended with: " + e.getMessage() + ".";
    };
  }
}
