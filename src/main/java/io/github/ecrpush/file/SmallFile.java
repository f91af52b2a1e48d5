package io.github.ecrpush.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a file that is meant to be small: only a regular one, which has an end and keeps nobody
/// waiting, and no more of it than was expected.
public final class SmallFile {

  private static final String UNREADABLE = "It may not be read.";
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  private SmallFile() {}

  /// The text of a file in UTF-8.
  ///
  /// @throws UnusableFileException if it is not there, is larger than that, or is no text
  /// @throws ClosedByInterruptException if the calling thread is interrupted
  public static String text(Path file, int most)
      throws UnusableFileException, ClosedByInterruptException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes(file, most)))
          .toString();
    } catch (UnusableFileException | ClosedByInterruptException e) {
      throw e;
    } catch (CharacterCodingException _) {
      throw new UnusableFileException("It is not text in UTF-8.");
    }
  }

  /// All bytes of a file.
  ///
  /// @throws UnusableFileException if it is not there, or is larger than that
  /// @throws ClosedByInterruptException if the calling thread is interrupted
  public static byte[] bytes(Path file, int most)
      throws UnusableFileException, ClosedByInterruptException {
    requireRegular(file);
    try (var stream = Files.newInputStream(file)) {
      var bytes = stream.readNBytes(most + 1);
      if (bytes.length > most) {
        throw tooLarge(most);
      }
      return bytes;
    } catch (UnusableFileException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException _) { // its message may be anything
      throw new UnusableFileException(UNREADABLE);
    }
  }

  /// Looks at a file that is read later.
  public static void requireUsable(Path file, int most) throws UnusableFileException {
    requireRegular(file);
    if (!Files.isReadable(file)) {
      throw new UnusableFileException(UNREADABLE);
    }
    if (file.toFile().length() > most) {
      throw tooLarge(most);
    }
  }

  private static void requireRegular(Path file) throws UnusableFileException {
    if (Files.isDirectory(file)) {
      throw new UnusableFileException("It is a folder.");
    }
    if (!Files.exists(file)) {
      throw new UnusableFileException("There is no file of that name.");
    }
    if (!Files.isRegularFile(file)) {
      throw new UnusableFileException("It is no regular file, but a device, a pipe or a socket.");
    }
  }

  private static UnusableFileException tooLarge(int most) {
    return new UnusableFileException("It is larger than %s.".formatted(size(most)));
  }

  private static String size(int bytes) {
    if (bytes % MIB == 0) {
      return bytes / MIB + " MiB";
    }
    return bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " bytes";
  }
}
