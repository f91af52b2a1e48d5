package io.github.ecrpush.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Reads a file of a repository that may mean us harm: only a regular one, which cannot make us
/// wait, and only one that is small.
final class SmallFile {

  /// Room for tens of thousands of names.
  static final int PACKED = 8 << 20;

  private static final int LINE = 4 << 10;

  private SmallFile() {}

  /// The text of a file that has one line.
  static Optional<String> line(Path file) {
    return text(file, LINE).map(String::strip).filter(text -> text.indexOf('\n') < 0);
  }

  static Optional<String> text(Path file, int most) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (var stream = Files.newInputStream(file)) {
      var bytes = stream.readNBytes(most + 1);
      return bytes.length > most
          ? Optional.empty()
          : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
