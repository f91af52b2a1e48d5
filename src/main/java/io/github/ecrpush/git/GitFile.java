package io.github.ecrpush.git;

import io.github.ecrpush.file.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Reads a file of a repository that may mean us harm. What cannot be read is nothing.
final class GitFile {

  /// Room for tens of thousands of names.
  static final int PACKED = 8 << 20;

  private static final int LINE = 4 << 10;

  private GitFile() {}

  /// The text of a file that has one line.
  static Optional<String> line(Path file) {
    return text(file, LINE).map(String::strip).filter(text -> text.indexOf('\n') < 0);
  }

  static Optional<String> text(Path file, int most) {
    try {
      return Optional.of(new String(SmallFile.bytes(file, most), StandardCharsets.UTF_8));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
